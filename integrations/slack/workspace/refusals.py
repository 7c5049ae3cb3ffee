"""How the local Slack says no: the error codes that Slack itself uses."""


class Refusal(Exception):
    """An `ok: false` answer: Slack's error code, and messages that say what was wrong."""

    def __init__(self, code: str, *messages: str) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages


class RateLimited(Exception):
    """A 429 answer with the seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after
