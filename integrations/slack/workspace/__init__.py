"""A small strict Slack on one's own machine: the same protocols and refusals, and a web page."""
