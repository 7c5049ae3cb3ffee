"""Giving a person a file: in their direct message with the app, wherever they asked for it."""

from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError

from integrations.slack.places import Place
from integrations.slack.posting import Audience, direct_message, whisper

NO_RIGHT = "missing_scope"
NOT_GIVEN = (
    "I could not give you the file: Slack refuses it ({why}). The text of the statement is here "
    "for the asking, and whoever runs the app can mend this."
)


def send_file(to: Audience, name: str, content: bytes) -> bool:
    """Upload a file for the asker alone; whether Slack took it. Why not, the asker is told.

    Everybody in a channel sees what is uploaded to it, so a file asked for there comes directly.
    """
    there = to
    if not to.place.is_direct:
        there = replace(to, place=Place(to.place.team, direct_message(to.client, to.user), ""))
    try:
        there.client.files_upload_v2(
            channel=there.place.channel,
            thread_ts=there.place.thread or None,
            filename=name,
            title=name,
            content=content,
        )
    except (SlackApiError, SlackRequestError) as error:
        why = error.response["error"] if isinstance(error, SlackApiError) else "the upload failed"
        structlog.get_logger().error("file not sent", why=why)
        right = "the app lacks the right files:write" if why == NO_RIGHT else str(why)
        whisper(to.more, NOT_GIVEN.format(why=right))
        return False
    if there is not to:
        whisper(to.more, f"I sent you {name} in our direct message.")
    return True
