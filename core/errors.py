"""The exception tree. A known error is the user's world (locked file, wrong passphrase); the rest is a bug.

Every known error carries one plain sentence, already translated, that says what to do next.
"""


class KlantbeeldError(Exception):
    """A known error: `str(error)` is one sentence for the user. Commands exit 1 with it."""


class InputError(KlantbeeldError):
    """The user's file or argument cannot be used as it is."""


class QuestionError(KlantbeeldError):
    """Something the window would ask (ambiguous column, unknown kind); the sentence names the option."""


class DatabaseError(KlantbeeldError):
    """The database cannot be opened, is locked, newer than this program, or damaged."""


class Cancelled(KlantbeeldError):  # noqa: N818 - it is no error of anyone's
    """The user cancelled a job; nothing was changed."""
