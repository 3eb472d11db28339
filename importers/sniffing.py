"""What a file is, from its content: names and extensions lie (csv named .xlsx, html named .xls)."""

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Final

from core.errors import InputError
from core.text import N_, _
from importers.limits import Limits

XLSX: Final = "xlsx"
XLSB: Final = "xlsb"
XLS: Final = "xls"
ODS: Final = "ods"
HTML: Final = "html"
XML2003: Final = "xml2003"
TEXT: Final = "text"

_HEAD: Final = 65536
_CFB: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE: Final = N_("{name} is a picture, not a table. Save the list as a workbook (.xlsx) or csv file.")
_DOCUMENT: Final = N_(
    "{name} is a text document, not a table. Copy the table to a workbook (.xlsx) and save that."
)
_PDF: Final = N_("{name} is a PDF. Ask for the list as a workbook (.xlsx) or csv file and import that.")
_PACKED: Final = N_("{name} is a packed file. Unpack it first and import the file that is in it.")
_OTHER: Final = N_("{name} is not a table that can be read. Save it as a workbook (.xlsx) or csv file.")
_NUMBERS: Final = N_(
    "{name} is an Apple Numbers file. Export it from Numbers as Excel (.xlsx) and import that."
)
_OLD: Final = N_("{name} was made by a very old spreadsheet program. Open it and save it as .xlsx.")
_MHTML: Final = N_("{name} is a saved web page. Open it in your spreadsheet program and save it as .xlsx.")
EMPTY: Final = N_("{name} is empty: there is nothing to import.")
PROTECTED_FILE: Final = N_(
    "{name} is protected with a password. Open it, save it without the password and try again."
)
DAMAGED: Final = N_(
    "{name} is damaged and cannot be read. Open it in your spreadsheet program and save it again."
)
TOO_LARGE: Final = N_("{name} is too large to read safely. Split it into smaller files and import those.")

#: what reading a damaged archive can raise
ARCHIVE_ERRORS: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,
)
#: the record that encrypts an old workbook stands behind its first one (and a write protection)
_FILE_PASS: Final = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00"
    rb"|\x09\x08\x08\x00\x00\x05\x05\x00.{4}(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)

_REFUSED: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", _PACKED),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ", _PACKED),
    (b"SQLite format 3", _OTHER),
    (b"{\\rtf", _DOCUMENT),
    (b"\x7fELF", _OTHER),
    (b"MZ\x90", _OTHER),
    (b"\x09\x00\x04\x00", _OLD),
    (b"\x09\x02\x06\x00", _OLD),
    (b"\x09\x04\x06\x00", _OLD),
)


def refuse(sentence: str, path: Path) -> InputError:
    """The error that refuses this file, in the user's language."""
    return InputError(_(sentence).format(name=path.name))


def kind_of(path: Path, limits: Limits) -> str:
    """One of the kinds above. Raises InputError for what is missing, empty, or no table."""
    if path.is_dir():
        raise InputError(_("{name} is a folder. Choose a file.").format(name=path.name))
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise InputError(_("The file {name} does not exist.").format(name=path.name)) from None
    except OSError:
        raise InputError(
            _("{name} cannot be opened. Close it in other programs and try again.").format(name=path.name)
        ) from None
    if size > limits.file_bytes:
        raise refuse(TOO_LARGE, path)
    for magic, sentence in _REFUSED:
        if head.startswith(magic):
            raise refuse(sentence, path)
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if head.startswith(_CFB):
        return _cfb_kind(path)
    if head[:2] == b"PK":
        raise refuse(DAMAGED, path)
    return _text_kind(head, path)


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            return _named_kind(archive, names, path)
    except ARCHIVE_ERRORS:
        raise refuse(DAMAGED, path) from None


def _named_kind(archive: zipfile.ZipFile, names: list[str], path: Path) -> str:
    lower = {name.lower().replace("\\", "/") for name in names}
    if "xl/workbook.bin" in lower:
        return XLSB
    if any(name.startswith("xl/") for name in lower):
        return XLSX
    if "content.xml" in lower and (
        "mimetype" not in names or b"spreadsheet" in archive.open("mimetype").read(200)
    ):
        if "META-INF/manifest.xml" in names:
            manifest = archive.open("META-INF/manifest.xml").read(1_000_000)
            if b"encryption-data" in manifest:
                raise refuse(PROTECTED_FILE, path)
        return ODS
    if any(name.startswith("index/") and name.endswith(".iwa") for name in lower) or "index.zip" in lower:
        raise refuse(_NUMBERS, path)
    if any(name.startswith("word/") for name in lower) or "content.xml" in lower:
        raise refuse(_DOCUMENT, path)
    raise refuse(_PACKED if lower else DAMAGED, path)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _cfb_kind(path: Path) -> str:
    """An OLE container: an old workbook, or a new one with a password; its streams' names tell."""
    raw = path.read_bytes()
    if _utf16("EncryptedPackage") in raw or _utf16("EncryptionInfo") in raw:
        raise refuse(PROTECTED_FILE, path)
    if _utf16("Workbook") in raw or _utf16("Book") in raw:
        if _FILE_PASS.search(raw):
            raise refuse(PROTECTED_FILE, path)
        return XLS
    if _utf16("WordDocument") in raw:
        raise refuse(_DOCUMENT, path)
    raise refuse(DAMAGED, path)


def _text_kind(head: bytes, path: Path) -> str:
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not plain:
        if b"\x00" in head and len(head) > 4:
            raise refuse(_OTHER, path)
        raise refuse(EMPTY, path)
    start = plain[:4096].lower()
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        if b"schemas-microsoft-com:office:spreadsheet" in start:
            return XML2003
        if b"<html" not in start and b"<table" not in start:
            raise refuse(_OTHER, path)
    if start.startswith(
        (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<body", b"<style", b"<div")
    ):
        return HTML
    if start.startswith(b"<") and b"<table" in start:
        return HTML
    if start.startswith(b"mime-version:"):
        raise refuse(_MHTML, path)
    if start.startswith((b'{"', b'[{"', b"{\n", b"{\r\n", b"[\n", b"[\r\n")) or plain.startswith(b"RIFF"):
        raise refuse(_OTHER, path)
    if _binary(head):
        raise refuse(_OTHER, path)
    return TEXT


def _binary(head: bytes) -> bool:
    """Control characters that no text has, or NULs that are not those of UTF-16."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return False
    nulls = head.count(b"\x00")
    if nulls > len(head) // 4:
        # UTF-16 without a mark: nearly every second byte is NUL
        even, odd = head[0::2].count(b"\x00"), head[1::2].count(b"\x00")
        return min(even, odd) > max(even, odd) // 10
    control = sum(head.count(bytes([n])) for n in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return nulls + control > max(3, len(head) // 100)
