"""The files of a reply on this machine: written beside the records, for the person alone."""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from integrations.reply import Reply
from knowledge.errors import BadInput

if TYPE_CHECKING:
    from assistant.bootstrap import World

FOLDER = "statements"


def written(world: "World", actor: str, reply: Reply) -> list[Path]:
    """Write the files of a reply; an earlier one, which may be edited by now, is never overwritten.

    Raises:
        NotAllowed: the person may not read the request.
        BadInput: the folder cannot be written.
    """
    return [_written(world, actor, each.request_id, each.name) for each in reply.attachments]


def _written(world: "World", actor: str, request_id: str, name: str) -> Path:
    from tools.statement import draft_statement

    content = draft_statement(world.acting(actor), request_id).docx
    folder = world.settings.made_home() / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path = _free(folder, name)
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{folder / name} cannot be written: {error.strerror}.") from error
    return path


def _free(folder: Path, name: str) -> Path:
    """A path in the folder at which there is nothing yet."""
    stem, kind = Path(name).stem, Path(name).suffix
    names = (name if n == 1 else f"{stem}-{n}{kind}" for n in count(1))
    return next(folder / each for each in names if not (folder / each).exists())
