"""Python's garbage collector at rest during work that fills the memory with rows."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for cycles inside: with some hundred thousand rows alive each search costs more than it finds
    (a million rows import in half the time). Rows hold no cycles; what does is found afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
