"""Pure builders of Slack's blocks: data in, slack_sdk model objects out, tested as data."""
