"""Money, what it is paid for, and what is counted."""
