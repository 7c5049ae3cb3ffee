"""What a message changes in the request at hand."""
