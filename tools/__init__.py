"""What builds the house and is not part of it: nothing here is in the wheel."""
