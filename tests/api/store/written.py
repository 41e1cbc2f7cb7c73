"""Documents as the store takes them."""

import io
import json


def text(words: object) -> io.BytesIO:
    """Write a document."""
    return io.BytesIO(json.dumps(words).encode())
