"""Documents of any size, kept in compressed pieces so that none of them fills the memory."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import zlib
from typing import IO, BinaryIO

from sqlalchemy import Connection, delete, insert, select

from api.jobs import Unknown
from api.store.tables import PIECES

_PIECE = 1 << 20
_IN_MEMORY = 4 << 20
# Level 1: five times faster than the default, for a tenth more bytes.
_LEVEL = 1


def keep_document(connection: Connection, document: BinaryIO) -> str:
    """Write a document, read from where it stands, and give its id."""
    id_ = str(uuid.uuid4())
    number = 0
    while piece := document.read(_PIECE):
        row = {"document": id_, "number": number, "data": zlib.compress(piece, level=_LEVEL)}
        connection.execute(insert(PIECES).values(row))
        number += 1
    return id_


def open_document(connection: Connection, id_: str) -> IO[bytes]:
    """Give a document as a temporary file at its beginning; a large one lies on disk.

    Raises
    ------
    Unknown
        If there is none of this id (any more).
    """
    asked = select(PIECES.c.data).where(PIECES.c.document == id_).order_by(PIECES.c.number)
    # Not closed here: the reader does.
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    rows = connection.execution_options(yield_per=4).execute(asked)
    for row in rows:
        file.write(zlib.decompress(row.data))
    if file.tell() == 0:
        file.close()
        raise Unknown(id_)
    file.seek(0)
    return file


def copy_document(connection: Connection, id_: str, to: BinaryIO) -> None:
    """Write a document to a file."""
    with open_document(connection, id_) as document:
        shutil.copyfileobj(document, to)


def drop_documents(connection: Connection, *ids: str | None) -> None:
    """Remove documents; None among them is passed over."""
    known = [id_ for id_ in ids if id_ is not None]
    connection.execute(delete(PIECES).where(PIECES.c.document.in_(known)))
