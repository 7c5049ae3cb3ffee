"""What is said beside a request: questions, remarks, incidents, ways around."""
