"""The app's process in the Slack benchmark: what `sourcing serve` runs, on a port that is given."""

import sys

from assistant.commands.slack import serve

if __name__ == "__main__":
    serve(port=int(sys.argv[1]))
