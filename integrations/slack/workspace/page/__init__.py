"""The web page of the local Slack: Jinja templates on the server, a little JavaScript in front."""
