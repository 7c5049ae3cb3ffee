"""What is handed over, and when it is accepted."""
