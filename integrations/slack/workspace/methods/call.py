"""One call of a Web API method: who calls, with which arguments, on which state."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.state import State
from integrations.slack.workspace.strict_blocks import check_message_blocks

if TYPE_CHECKING:
    from integrations.slack.workspace.deliveries import Deliveries

TEXT = 40_000


@dataclass(frozen=True)
class Call:
    """The arguments as they came (JSON or form), and the token's owner."""

    state: State
    args: Mapping[str, Any]
    token: Mapping[str, Any]
    base_url: str
    deliveries: "Deliveries"

    def text(self, name: str, *, required: bool = True) -> str:
        """A text argument, or `invalid_arguments` where it is missing."""
        value = self.args.get(name)
        if value in (None, "") and required:
            raise Refusal("invalid_arguments", f"[ERROR] missing required field: {name}")
        return str(value or "")

    def parsed(self, name: str) -> Any:
        """An argument that is JSON, sent as JSON or as text holding JSON."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal("invalid_arguments", f"[ERROR] {name} is not valid JSON") from None

    def channel(self, name: str = "channel") -> dict[str, Any]:
        """The conversation to post to; a user's id means the direct message with them."""
        asked = self.text(name, required=False)
        if not asked:
            raise Refusal("channel_not_found")
        if asked.startswith("U") and asked in self.state.data["users"]:
            return self.state.im(asked)
        channel = self.state.channel(asked)
        if self.token["user"] not in channel["members"]:
            raise Refusal("not_in_channel")
        return channel


def content(call: Call) -> dict[str, Any]:
    """The text and blocks of a message, checked as Slack checks them."""
    text, blocks = call.args.get("text"), call.parsed("blocks")
    markdown = call.args.get("markdown_text")
    if markdown and (text or blocks):
        raise Refusal("markdown_text_conflict")
    if blocks:
        check_message_blocks(blocks)
    if markdown:
        if len(str(markdown)) > 12_000:
            raise Refusal("msg_too_long")
        blocks, text = [{"type": "markdown", "text": str(markdown)}], str(markdown)
    if not text and not blocks:
        raise Refusal("no_text")
    if text is not None and len(str(text)) > TEXT:
        raise Refusal("msg_too_long")
    return {"text": str(text or ""), "blocks": with_ids(blocks or [])}


def with_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks with an id each, as Slack gives them where the app did not."""
    return [{"block_id": f"b{index}"} | block for index, block in enumerate(blocks)]
