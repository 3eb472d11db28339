"""One quick walk over a text file's bytes: its encoding, and whether some rare marks occur at all.

What does not occur need not be looked for in every cell afterwards.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
#: bytes looked at to tell one-byte encodings apart
_ENOUGH: Final = 50 * _CHUNK
#: an apostrophe that a program put before a number, a formula sign or a phone number to keep it text
_APOSTROPHE: Final = re.compile(rb"(?:^|[;,\t|\"\r\n])\s*'[\d+\-=@(]")
_ERROR: Final = re.compile(rb"#(?:N/[AB]|[A-Z]{3,6}(?:/0)?[!?])")
#: a value as a formula (="0012"), invisible characters, and the \N that database programs write for nothing
_ODD: Final = (b'="', b"\x00", b"\\N", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"\xe2\x80\x8e", b"\xc2\xad")
#: letters that were written as utf-8, read as cp1252 and written again: Ã« for ë, â€™ for ’
_TWICE: Final = (b"\xc3\x83\xc2", b"\xc3\x82\xc2", b"\xc3\xa2\xe2\x82\xac")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UTF8: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: a small accented letter as utf-8 has it, in a file that is not utf-8
_MIXED: Final = re.compile(rb"\xc3[\xa0-\xaf\xb1-\xb6\xb8-\xbc](?![\x80-\xff])")
_LETTERS: Final = frozenset("éèêëïîíìöôóòüûúùäâáàçñÉÈËÏÖÜÄÁÓÇåÅøØæÆßãõýÿœÍÚÊÎÔÛÂÀÑ")
_SIGNS: Final = frozenset("€£§°²³½¼´’‘“”–—…•™®©ºª«»¿¡·\u00a0")


@dataclass(frozen=True)
class TextScan:
    """`encoding` is Python's name of it; `damaged`: some bytes are not of that encoding and are replaced.

    The rest says whether some cell may begin with a protective apostrophe, hold an error text of a
    spreadsheet program, or hold invisible characters or a formula.
    """

    encoding: str
    damaged: bool = False
    apostrophes: bool = False
    errors: bool = False
    odd: bool = False
    #: some letters were stored wrongly before this file was written, or it mixes two encodings
    garbled: bool = False


class _Utf8:
    """Holds the bytes against UTF-8, and counts how far it holds where it does not wholly."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self.valid = True
        self.multi = 0
        self.damaged = 0
        self.high = bytearray()

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        """Look at the next bytes."""
        if self.valid:
            try:
                self._decoder.decode(chunk, final=final)
            except UnicodeDecodeError:
                self.valid = False
        if chunk.isascii() or len(self.high) > _ENOUGH:
            return
        self.high += chunk
        self.multi += len(_UTF8.findall(chunk))
        self.damaged += len(_HIGH.findall(_UTF8.sub(b"", chunk)))

    @property
    def holds(self) -> bool:
        """It is UTF-8, but perhaps for some damaged characters."""
        return self.valid or (self.multi > 3 and self.multi > 3 * self.damaged)


def scan(path: Path) -> TextScan:
    """Find out the encoding from the whole file."""
    utf8, apostrophes, errors, odd, bom, twice = _Utf8(), False, False, False, False, False
    with path.open("rb") as file:
        head = file.read(4096)
        if wide := _wide(head):
            return TextScan(wide, apostrophes=True, errors=True, odd=True)
        bom = head.startswith(codecs.BOM_UTF8)
        file.seek(3 if bom else 0)
        while chunk := file.read(_CHUNK):
            utf8.feed(chunk)
            apostrophes = apostrophes or (b"'" in chunk and bool(_APOSTROPHE.search(chunk)))
            errors = errors or (b"#" in chunk and bool(_ERROR.search(chunk)))
            odd = odd or any(mark in chunk for mark in _ODD)
            twice = twice or (b"\xc3" in chunk and any(mark in chunk for mark in _TWICE))
    utf8.feed(b"", final=True)
    if utf8.holds or bom:
        return TextScan("utf-8-sig" if bom else "utf-8", not utf8.valid, apostrophes, errors, odd, twice)
    high = bytes(utf8.high)
    return TextScan(_one_byte(high), False, apostrophes, errors, odd, bool(_MIXED.search(high)))


def has_endless_line(path: Path, longest: int) -> bool:
    """Whether some line is (much) longer than `longest` bytes: a reader would hold all of it."""
    run = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            run = 0 if b"\n" in chunk or b"\r" in chunk else run + len(chunk)
            if run > longest:
                return True
    return False


def _wide(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark or by where its NULs stand."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 5:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _one_byte(raw: bytes) -> str:
    """The one-byte encoding whose reading looks most like western European text."""
    words = re.findall(rb"[A-Za-z \d]{0,1}[\x80-\xff]+[A-Za-z \d]{0,1}", raw)[:5000]
    best, top = "cp1252", -1e9
    for encoding, handicap in (("cp1252", 0.0), ("mac_roman", 0.02), ("cp850", 0.03)):
        points = sum(_plausible(word.decode(encoding, "replace")) for word in words) / max(1, len(words))
        if points - handicap > top + 1e-9:
            best, top = encoding, points - handicap
    return best


def _plausible(word: str) -> float:
    points = 0.0
    for at, letter in enumerate(word):
        if letter.isascii():
            continue
        beside = word[at - 1 : at] + word[at + 1 : at + 2]
        if letter in _LETTERS and letter.isupper() and not any(map(str.isalpha, beside)):
            points += 0.2  # a capital by itself is hardly a word: "Ä 12,50" is a euro sign read wrongly
        elif letter in _LETTERS:
            # an accented capital behind a small letter is no word
            points += 1.0 if not (letter.isupper() and word[at - 1 : at].islower()) else -0.5
        elif letter in _SIGNS:
            points += 0.5 if not beside.isalpha() or letter in "’‘" else -0.5
        else:
            points -= 1.0
    return points
