"""Who is wanted: roles, how many, and whose each part of a message is."""
