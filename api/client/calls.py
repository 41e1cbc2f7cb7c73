"""What all calls share."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from api.client.connection import Connection, path_of

_PER_PAGE = 200


class Calls:
    """Calls over one connection.

    Parameters
    ----------
    connection : Connection
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _pages(self, *parts: str, **query: object) -> Iterator[Any]:
        """Give the items of a list, page after page as they are needed."""
        number, is_last = 1, False
        while not is_last:
            path = path_of(*parts, page=number, per_page=_PER_PAGE, **query)
            page = self._connection.get(path)
            yield from page["contents"]
            number, is_last = number + 1, page["last_page"]

    def _read(self, path: str, media_type: str) -> bytes:
        """Give something in the format that is asked for."""
        headers = {"Accept": media_type}
        return self._connection.send("GET", path, lambda answer: answer.data, headers=headers)

    def _once(self, path: str, body: object = None, key: str | None = None) -> Any:  # noqa: ANN401
        """Post something that is done once, however often it has to be asked."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._connection.ask("POST", path, body, headers=headers, is_safe=True)
