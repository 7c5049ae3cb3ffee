"""A text file of a person, read whole, or one sentence on why it cannot be."""

from pathlib import Path

from knowledge.errors import BadInput


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte-order mark.

    Raises:
        BadInput: there is no such file, it is a folder, cannot be opened, or is no UTF-8 text.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder: name a file in it.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is no text in UTF-8: save it as that first.") from error
    except OSError as error:
        raise BadInput(f"{path.name} cannot be opened: check its rights.") from error
