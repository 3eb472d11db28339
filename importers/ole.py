"""The container of old workbooks (MS-CFB): its streams, with every chain of sectors checked.

A damaged chain that bites its own tail makes a reader that trusts it run out of memory.
"""

import struct
from array import array
from typing import Final

_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFA
_ENTRY: Final = 128


class DamagedError(ValueError):
    """The container does not hold together."""


class Container:
    """The streams of a container by name. Raises DamagedError for chains that end nowhere or never."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) < 1536:
            raise DamagedError
        shift, mini_shift = struct.unpack_from("<HH", raw, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise DamagedError
        self._raw = raw
        self._size = 1 << shift
        self._count = len(raw) // self._size
        fat_count, directory = struct.unpack_from("<II", raw, 44)
        mini_start, mini_count, table, _n = struct.unpack_from("<IIII", raw, 60)
        if max(fat_count, mini_count) > self._count + 1:
            raise DamagedError
        self._fat = self._read_fat(table)
        entries = self._chain(directory, self._fat, None)
        self._entries = [entries[at : at + _ENTRY] for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
        if not self._entries:
            raise DamagedError
        self._mini_fat = array("I")
        self._mini = b""
        if mini_count:
            start, length = self._place(self._entries[0])
            self._mini = self._chain(start, self._fat, length)
            self._mini_fat = _words(self._chain(mini_start, self._fat, mini_count * self._size))

    def streams(self) -> dict[str, bytes]:
        """Every stream; reading them all proves that all chains end."""
        found: dict[str, bytes] = {}
        for entry in self._entries:
            if entry[66] != 2:
                continue
            name = entry[: max(0, min(64, struct.unpack_from("<H", entry, 64)[0]) - 2)]
            start, length = self._place(entry)
            small = length < 4096
            content = self._small(start, length) if small else self._chain(start, self._fat, length)
            found.setdefault(name.decode("utf-16-le", "replace"), content)
        return found

    def _place(self, entry: bytes) -> tuple[int, int]:
        start, length = struct.unpack_from("<II", entry, 116)
        if length > len(self._raw):
            raise DamagedError
        return start, length

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if number > self._count or at >= len(self._raw):
            raise DamagedError
        return self._raw[at : at + self._size]

    def _read_fat(self, table: int) -> "array[int]":
        numbers = list(struct.unpack_from("<109I", self._raw, 76))
        steps = 0
        while table < _FREE:
            words = _words(self._sector(table))
            numbers += words[:-1]
            table = words[-1]
            steps += 1
            if steps > self._count:
                raise DamagedError
        fat = array("I")
        for number in numbers:
            if number < 0xFFFFFFFC:
                fat.extend(_words(self._sector(number)))
            if len(fat) > 4 * (self._count + self._size):
                raise DamagedError
        return fat

    def _chain(self, start: int, fat: "array[int]", length: int | None) -> bytes:
        """The sectors from `start` on, up to `length` bytes (None: to the end of the chain)."""
        parts = []
        left = self._count + 1 if length is None else -(-length // self._size)
        while start != _END and left > 0:
            parts.append(self._sector(start))
            if start >= len(fat):
                raise DamagedError
            start = fat[start]
            left -= 1
        if length is None and start != _END:
            raise DamagedError
        content = b"".join(parts)
        return content if length is None else content[:length]

    def _small(self, start: int, length: int) -> bytes:
        parts = []
        left = -(-length // 64)
        while start != _END and left > 0:
            if start >= len(self._mini_fat) or start * 64 >= len(self._mini):
                raise DamagedError
            parts.append(self._mini[start * 64 : start * 64 + 64])
            start = self._mini_fat[start]
            left -= 1
        return b"".join(parts)[:length]


def _words(raw: bytes) -> "array[int]":
    """Little-endian unsigned words."""
    return array("I", struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
