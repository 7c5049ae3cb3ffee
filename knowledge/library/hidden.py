"""Hidden text in documents: found, taken out, and said, so that nobody is steered by it."""

import re

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
HIDING_STYLE = (
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])"
    r"|color\s*:\s*(?:white|transparent|#fff(?:fff)?\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
)
HIDDEN_TAG = re.compile(
    rf"<(\w+)\b[^>]*?(?:style\s*=\s*[\"'][^\"']*(?:{HIDING_STYLE})[^\"']*[\"']|\shidden\b)[^>]*>"
    r".*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
ACTIVE_TAG = re.compile(
    r"<(script|style|iframe|object|template|noscript)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A link label that only defines a comment: [//]: # (words nobody sees)
LABEL_COMMENT = re.compile(r"^\[(?://|comment)\]:\s*\S.*$", re.MULTILINE | re.IGNORECASE)
KINDS = (
    (COMMENT, "comment"),
    (ACTIVE_TAG, "script or style"),
    (HIDDEN_TAG, "hidden element"),
    (LABEL_COMMENT, "comment"),
    (INVISIBLE, "invisible character"),
)


def strip_hidden(text: str) -> tuple[str, tuple[str, ...]]:
    """The text a reader sees, and one line for each kind of hidden text that was taken out."""
    findings = []
    for pattern, kind in KINDS:
        text, count = pattern.subn("", text)
        if count:
            findings.append(f"{count} {kind}{'s' if count > 1 else ''} taken out")
    return text, tuple(findings)
