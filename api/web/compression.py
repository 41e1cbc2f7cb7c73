"""Bodies packed with gzip, both ways."""

from __future__ import annotations

import gzip
import io
import math
import re
import zlib
from typing import IO

from flask import Flask, Response, request
from flask_compress import Compress
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from api.problems import NOT_GZIP, OTHER_ENCODING, Refusal

_MIN_BYTES = 1024
# No text/event-stream among them: events would wait in the packer for their successors.
_PACKED_TYPES = [
    "application/geo+json",
    "application/javascript",
    "application/json",
    "application/x-ndjson",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
]
_PACKED_TAG = re.compile(r'"([^"]*):gzip"')


def register(app: Flask) -> None:
    """Unpack bodies that come packed, and pack answers to those who take them.

    A body's limit, ``MAX_CONTENT_LENGTH``, holds for what it unpacks to. To be registered before
    anything that reads bodies.

    Parameters
    ----------
    app : Flask
    """
    app.config.update(
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_ALGORITHM_STREAMING=["gzip"],
        COMPRESS_MIMETYPES=_PACKED_TYPES,
        COMPRESS_MIN_SIZE=_MIN_BYTES,
    )
    Compress(app)
    # Of these the last comes first: before the packer takes the place of what it packs.
    app.after_request(_close_what_is_packed)
    app.before_request(_heed_refusals)
    app.before_request(_know_packed_tags)
    app.before_request(_unpack)


def _heed_refusals() -> None:
    """Hide what is accepted from a packer that takes ``gzip;q=0`` for a yes."""
    if not request.accept_encodings.quality("gzip"):
        request.environ.pop("HTTP_ACCEPT_ENCODING", None)


def _close_what_is_packed(response: Response) -> Response:
    """Close a file or generator with its answer, which the packer forgets."""
    if response.is_streamed and (close := getattr(response.response, "close", None)):
        response.call_on_close(close)
    return response


def _know_packed_tags() -> None:
    """Let a caller send back the entity tag of a packed answer, which is marked ``:gzip``."""
    for name in ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH"):
        if name in request.environ:
            request.environ[name] = _PACKED_TAG.sub(r'"\1:gzip", "\1"', request.environ[name])


def _unpack() -> None:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding == "identity":
        return
    if encoding != "gzip":
        raise Refusal(OTHER_ENCODING, headers={"Accept-Encoding": "gzip"})
    limit = request.max_content_length
    environ = request.environ
    packed = get_input_stream(environ, max_content_length=limit)
    environ["wsgi.input"] = _Unpacked(packed, math.inf if limit is None else limit)
    environ["wsgi.input_terminated"] = True
    for name in ("CONTENT_LENGTH", "HTTP_CONTENT_ENCODING"):
        environ.pop(name, None)


class _Unpacked(io.RawIOBase):
    """What a packed body unpacks to, never more than is asked for at a time.

    Parameters
    ----------
    packed : binary stream
    limit : float
        Most bytes to unpack to.
    """

    def __init__(self, packed: IO[bytes], limit: float) -> None:
        self._file = gzip.GzipFile(fileobj=packed)
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # as werkzeug's own
        try:
            chunk = self._file.read(len(buffer))
            self._left -= len(chunk)
            # Whoever reads up to the limit would never ask whether more follows.
            if self._left < 0 or (self._left == 0 and self._file.peek(1)):
                raise RequestEntityTooLarge
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise Refusal(NOT_GZIP) from None
        buffer[: len(chunk)] = chunk
        return len(chunk)
