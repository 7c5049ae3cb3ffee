"""Reading what a manager writes: the intent of a message and the request fields it states."""
