"""What of a remote model's words is shown as text: no thinking, no pictures, no ways elsewhere.

A picture or a link can carry what was said to whoever serves it. The pages of this program may be
linked, and an address that the person wrote may be said again.
"""

import re
from collections.abc import Sequence

THINKING = re.compile(
    r"<(think|thinking|thought|reasoning|reflection|analysis)\b[^>]*>.*?(?:</\1>|\Z)"
    r"|\A.*</(?:think|thinking|thought|reasoning|reflection|analysis)>"
    r"|\A.*<\|channel\|>final<\|message\|>"
    r"|<\|[^|<>]{1,40}\|>",
    re.IGNORECASE | re.DOTALL,
)
IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?")
DEFINITION = re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
LABELLED = re.compile(r"<((?:https?://|mailto:|www\.)[^>|\s]+)\|([^>]*)>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:a|img|picture|source|svg|image|iframe|frame|embed|object|script|style|link|meta|base"
    r"|form|input|button|video|audio)\b[^>]*(?:>|\Z)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?:\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)|(?<!\w)//(?=[\w-]+\.))[^\s<>()\[\]\"'`]+"
    r"|\b(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/[^\s<>()\[\]\"'`]*[?=][^\s<>()\[\]\"'`]*",
    re.IGNORECASE,
)
SUSPECT = re.compile(r"[<!]|\]\(|\]:|//|www\.|\w/\S*[?=]", re.IGNORECASE)
REMOVED = "(address left out)"


def plain_text(text: str, said_by_person: str = "", own_pages: str = "") -> str:
    """The words alone, as markdown; `own_pages` is the address that all our pages begin with."""
    if not SUSPECT.search(text):
        return text

    def ours(address: str) -> bool:
        return _is_below(address, own_pages) or address.rstrip(".,;:!?") in _addresses(
            said_by_person
        )

    text = IMAGE.sub("", DEFINITION.sub("", without_thinking(text)))
    text = TAG.sub("", LABELLED.sub(r"\2", text))
    text = LINK.sub(lambda m: m[0] if ours(m[2]) else m[1], text)
    text = ADDRESS.sub(lambda m: m[0] if ours(m[0]) else REMOVED, text)
    return text.strip()


def without_thinking(text: str) -> str:
    """The text less what a model wrote to itself."""
    return THINKING.sub("", text)


def _is_below(address: str, own_pages: str) -> bool:
    base = own_pages.rstrip("/")
    return bool(base) and (address == base or address.startswith(f"{base}/"))


def _addresses(text: str) -> Sequence[str]:
    return [found.rstrip(".,;:!?") for found in ADDRESS.findall(text)]
