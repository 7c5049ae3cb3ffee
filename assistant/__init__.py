"""The conversation, and the composition of the program."""
