"""What people paste: mails with headers and signatures, quotes, HTML, code and links."""

import html
import re

from assistant.offline.language import lexicon, pattern

LONGEST = 4000
"""More than this is a document, not a message; the start of it is read."""

CODE = re.compile(r"```.*?(?:```|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)", re.S | re.I)
LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>|]+", re.IGNORECASE)
BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|tr|h\d|blockquote)\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|p|div|br|li|ul|ol|table|tbody|tr|td|th|h\d|img|font|html|body|"
    r"head|meta|blockquote|pre|code|hr|o:p)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
QUOTED = re.compile(r"(?:^|(?<=\s)(?<!\b[A-Z]{2}\s))(?:>+ ?)+", re.MULTILINE)


def body(text: str) -> str:
    """The words of a message without markup, code, links, headers, salutation or signature."""
    plain = LINK.sub(" ", CODE.sub(" ", text[:LONGEST]))
    plain = html.unescape(TAG.sub("", BREAK.sub("\n", plain)))
    plain = QUOTED.sub("", plain)
    plain = pattern("letters", "forwarded").sub("\n", plain)
    if "\n" not in plain.strip():
        return _without_salutation(plain)
    return _without_salutation(_without_signature(pattern_lines("headers").sub("", plain)))


def _without_salutation(text: str) -> str:
    """The text without whom it greets by name, who is nobody wanted: "Dear assistant, …"."""
    return pattern("letters", "salutation").sub("", text, count=1)


def without_greeting(text: str) -> str:
    """The text behind the greeting that it opens with: "Hi, what waits for me?"; all if no more."""
    return pattern("letters", "greeting").sub("", text, count=1)


def _without_signature(text: str) -> str:
    """The text up to the words that people close a mail with, if a few lines follow them."""
    for match in pattern_lines("closings").finditer(text):
        if match.start() and text.count("\n", match.end()) <= lexicon("letters")["signature_lines"]:
            return text[: match.start()]
    return text


def pattern_lines(name: str) -> re.Pattern[str]:
    """A pattern whose marks for start and end hold at every line."""
    return re.compile(lexicon("letters")[name], re.IGNORECASE | re.MULTILINE)
