"""The response cache: answers in memory by their strong validator, plain and compressed.

A validator names bytes for ever, so what is kept never goes stale; the oldest is dropped when the
whole grows over a limit.
"""

import threading
from collections import OrderedDict

LIMIT = 64_000_000


class Bodies:
    """Bytes by validator, at most `limit` in all. Threads may share it."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """The bytes kept under a key, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, body: bytes) -> None:
        """Keep bytes; what is larger than a quarter of the limit is not kept."""
        if len(body) > self._limit // 4:
            return
        with self._lock:
            self._size += len(body) - len(self._kept.pop(key, b""))
            self._kept[key] = body
            while self._size > self._limit:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0
