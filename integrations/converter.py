"""Convert one HTML, PDF or DOCX file to Markdown on standard output, in a process of its own."""

import io
import sys
from pathlib import Path

from knowledge.library.hidden import strip_hidden


def to_markdown(file: Path) -> str:
    """The file as Markdown; nothing outside the file is fetched."""
    from markitdown import MarkItDown, StreamInfo

    data = file.read_bytes()
    if file.suffix.lower() in (".html", ".htm"):
        text, _ = strip_hidden(data.decode("utf-8", errors="replace"))
        data = text.encode()
    stream = StreamInfo(extension=file.suffix.lower(), charset="utf-8")
    converted = MarkItDown(enable_plugins=False).convert_stream(
        io.BytesIO(data), stream_info=stream
    )
    return converted.markdown


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(to_markdown(Path(sys.argv[1])))
