"""What may be done: use cases, with the rules enforced where records are written."""
