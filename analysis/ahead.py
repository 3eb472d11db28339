"""The libraries of mathematics, loaded while the facts are read: SQLite works without the interpreter."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread


@contextmanager
def mathematics() -> Iterator[None]:
    """Inside, SciPy is being loaded on another thread (.7 s of processor time); at the end it is there."""
    thread = Thread(target=_load, name="mathematics")
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _load() -> None:
    import scipy.optimize
    import scipy.special  # noqa: F401 - what the analysis works with
