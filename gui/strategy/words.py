"""Codes of the advice in words: forms and channels."""

from collections.abc import Iterable
from functools import cache

from core.text import language


def form_word(code: str) -> str:
    """The relationship form as it begins a line: 'Persoonlijke contactpersoon'."""
    return capital(word(code))


def channel_words(codes: Iterable[str]) -> str:
    """Channels in a row: 'website, telefoon'."""
    return capital(", ".join(channel_word(code) for code in codes))


def channel_word(code: str) -> str:
    """The name of a channel, out of the catalogue."""
    return _channels(language()).get(code, code.replace("_", " "))


def word(code: str) -> str:
    """The words of any other code of the advice."""
    from strategy.terms import label

    return label(code)


def capital(text: str) -> str:
    """With a capital, as the first word of a line."""
    return text[:1].upper() + text[1:]


@cache
def _channels(_language: str) -> dict[str, str]:
    """Channel code → name, read once a language."""
    from strategy.catalogue import load

    return {channel.code: channel.label for channel in load().channels.values()}
