"""Which request a message is about, and what becomes of it."""
