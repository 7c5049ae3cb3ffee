"""The Web API methods of the local Slack: one registration list, one module a family."""
