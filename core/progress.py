"""How a long job tells how far it is, and hears that it was cancelled."""

from typing import Protocol


class Progress(Protocol):
    """Called by a job now and then; raises `core.errors.Cancelled` when the user has had enough."""

    def __call__(self, done: int, total: int, text: str) -> None:
        """`done` of `total` (0: unknown) units of work; `text` says of what, in the user's words."""


def silent(done: int, total: int, text: str) -> None:
    """The progress of a job that nobody watches."""
