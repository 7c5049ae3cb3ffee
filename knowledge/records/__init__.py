"""Tables, one module a concept."""
