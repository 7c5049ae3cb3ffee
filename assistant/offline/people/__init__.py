"""The people who fit: which are meant, what is asked of them, and showing them."""
