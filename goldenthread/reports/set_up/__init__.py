"""What is set up, what is still missing, and the lists behind the set-up pages.

Every function refuses a reader whose roles do not change what it lists.
"""
