"""What judges the assistant: scenarios, scorers and benchmarks."""
