"""The embedded chat model: deterministic, offline, with the tool calls any model makes."""
