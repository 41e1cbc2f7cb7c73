"""What would help a visit that is left out, and what else could be of one that is served."""

from __future__ import annotations
