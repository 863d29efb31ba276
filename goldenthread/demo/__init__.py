"""A council to look around in: invented, believable, and made only of what the software itself can do."""
