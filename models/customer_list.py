"""The list of customers as SQL: who fits a search, a cell or a to-do list, in which order, and their rows.

Made for 100,000 customers at every key press: searching and cells read narrow indexes, an order is computed
once until the base changes, and a page is fetched by id.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from core.cells import SETS
from models import own_segments

LIVE: Final = "deleted = 0 AND merged_into IS NULL"
#: what a letter of the search may be in the base
_LETTERS: Final[dict[str, str]] = {
    "a": "aáàäâãåÁÀÄÂÃÅ",
    "c": "cçÇ",
    "e": "eéèëêÉÈËÊ",
    "i": "iíìïîÍÌÏÎ",
    "n": "nñÑ",
    "o": "oóòöôõøÓÒÖÔÕØ",
    "u": "uúùüûÚÙÜÛ",
    "y": "yýÿÝ",
}
_POSTCODE: Final = re.compile(r"(\d{4})([a-z]{2})")
_PHONE: Final = re.compile(r"0[\d\- ]{5,}")
#: to-do lists: code → (needs a profile run, condition on customers c or profiles p); ?1 is today
TODO: Final[dict[str, tuple[bool, str]]] = {
    "relationship_unknown": (True, "p.set_relatie IS NULL OR p.set_relatie = 'onbekend'"),
    "notice_soon": (True, "p.opzegdatum BETWEEN ?1 AND date(?1, '+60 days')"),
    "unreachable": (False, "c.email IS NULL AND c.telefoon IS NULL AND c.mobiel IS NULL"),
    "consent_unknown": (
        False,
        "c.toestemming_email IS NULL AND c.toestemming_telefoon IS NULL AND c.toestemming_sms IS NULL "
        "AND c.toestemming_post IS NULL",
    ),
    "conflict": (
        False,
        "c.id IN (SELECT customer_id FROM hand_values WHERE offered_by IS NOT NULL "
        "AND value IS NOT file_value)",
    ),
    "review_due": (False, "c.id IN (SELECT customer_id FROM hand_values WHERE review_on <= ?1)"),
}


def found(connection: Any, search: str) -> set[int] | None:
    """The ids of the customers who have every word of the search somewhere; None: nothing was asked."""
    text = unicodedata.normalize("NFC", search).strip().lower()
    if not text:
        return None
    words = [_international(text)] if _PHONE.fullmatch(text) else text.split()
    # the longest word first: it leaves the fewest; one letter alone is the beginning of a word
    patterns = [f"*{_pattern(word)}*" for word in sorted(words, key=len, reverse=True)]
    conditions = " AND ".join("zoek GLOB ?" for _ in patterns)
    if len(text) == 1:
        patterns, conditions = [f"* {_pattern(text)}*", f"{_pattern(text)}*"], "(zoek GLOB ? OR zoek GLOB ?)"
    hits = _set(
        connection,
        f"SELECT id FROM customers INDEXED BY customers_zoek WHERE {LIVE} AND {conditions}",
        patterns,
    )
    # who was merged is found under the own name, number and address too, as the survivor
    hits |= _set(
        connection,
        "SELECT merged_into AS id FROM customers INDEXED BY customers_merged "
        f"WHERE merged_into IS NOT NULL AND deleted = 0 AND {conditions}",
        patterns,
    )
    if len(words) == 1:
        hits |= _own(connection, patterns[0])
    return hits


def _own(connection: Any, pattern: str) -> set[int]:
    """Customers with an own field that has the word."""
    return _set(
        connection,
        "SELECT c.id FROM customers c INDEXED BY customers_own WHERE c.own IS NOT NULL "
        "AND LOWER(c.own) GLOB ?1 "
        "AND EXISTS (SELECT 1 FROM json_each(c.own) v WHERE LOWER(v.value) GLOB ?1)",
        (pattern,),
    )


def _international(text: str) -> str:
    """06 12 34 56 78 → 612345678: what 0612345678 and +31612345678 share."""
    return re.sub(r"\D", "", text)[1:]


def _pattern(word: str) -> str:
    """A word as GLOB reads it: accents do not matter, special characters are themselves."""
    postcode = _POSTCODE.fullmatch(word)
    if postcode:
        word = f"{postcode[1]} {postcode[2]}"
    plain = unicodedata.normalize("NFD", word)
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return "".join(_class(letter) for letter in letters)


def _class(letter: str) -> str:
    if letter in _LETTERS:
        return f"[{_LETTERS[letter]}]"
    return f"[{letter}]" if letter in "*?[" else letter


def in_cell(connection: Any, set_name: str, cell: str) -> set[int]:
    """The ids in one cell of a set by the last run; `onbekend` holds who has no profile yet, too. An own
    segment is asked anew. Raises KeyError for a set or own segment that does not exist."""
    if set_name not in SETS:
        return own_segments.in_cell(connection, set_name, cell)
    column = set_column(set_name)
    if cell != "onbekend":
        return _set(
            connection,
            f"SELECT customer_id AS id FROM profiles INDEXED BY profiles_cells WHERE {column} = ?",
            (cell,),
        )
    return _set(
        connection,
        f"SELECT id FROM customers WHERE {LIVE} AND id NOT IN (SELECT customer_id FROM profiles "
        f"INDEXED BY profiles_cells WHERE {column} IS NOT NULL AND {column} <> 'onbekend')",
    )


def on_todo(connection: Any, code: str, today: str) -> set[int]:
    """The ids on a to-do list. Raises KeyError for a code that does not exist."""
    return _set(connection, f"SELECT c.id {_todo(code)}", (today,))


def count_todo(connection: Any, code: str, today: str) -> int:
    """How many are on a to-do list. Raises KeyError for a code that does not exist."""
    return int(connection.execute(f"SELECT COUNT(*) {_todo(code)}", (today,)).fetchone()[0])


def _todo(code: str) -> str:
    needs_run, condition = TODO[code]
    join = "JOIN profiles p INDEXED BY profiles_cells ON p.customer_id = c.id" if needs_run else ""
    return (
        f"FROM customers c {join} WHERE c.deleted = 0 AND c.merged_into IS NULL "
        f"AND ({condition}) AND ?1 <> ''"
    )


def order(connection: Any, sort: str, descending: bool) -> list[int]:
    """Every customer's id in order of a column; unknown last, equals by name."""
    way = "DESC" if descending else "ASC"
    if sort in ("sorteernaam", "naam"):
        sql = f"SELECT id FROM customers WHERE {LIVE} ORDER BY sorteernaam {way}, id {way}"
    else:
        column, join = column_of(connection, sort)
        sql = (
            f"SELECT c.id FROM customers c {join} WHERE c.deleted = 0 AND c.merged_into IS NULL "
            f"ORDER BY {column} IS NULL, {column} COLLATE NOCASE {way}, c.id"
        )
    return _list(connection, sql)


def rows(connection: Any, ids: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of `columns` for these ids, in the order of the ids; a customer who is gone: all None."""
    asked = [column_of(connection, name) for name in columns]
    join = "LEFT JOIN profiles p ON p.customer_id = c.id" if any(j for _, j in asked) else ""
    cursor = connection.execute(
        f"SELECT c.id{''.join(f', {column}' for column, _ in asked)} FROM json_each(?) w "
        f"JOIN customers c ON c.id = w.value {join}",
        (json_ids(ids),),
    )
    known = {row[0]: tuple(row[1:]) for row in cursor}
    nobody = (None,) * len(columns)
    return [known.get(one, nobody) for one in ids]


def column_of(connection: Any, name: str) -> tuple[str, str]:
    """A column as SQL, and the join that it needs: of customers, profiles, `own:<header>`, or `hand` (how
    many values were set by hand). Raises KeyError for a name that does not exist."""
    if name.startswith("own:"):
        path = '$."' + name[4:].replace("'", "''").replace('"', '\\"') + '"'
        return f"json_extract(c.own, '{path}')", ""
    if name == "hand":
        return "(SELECT COUNT(*) FROM hand_values h WHERE h.customer_id = c.id)", ""
    if name in table_columns(connection, "customers"):
        return f"c.{name}", ""
    if name in table_columns(connection, "profiles"):
        return f"p.{name}", "LEFT JOIN profiles p ON p.customer_id = c.id"
    raise KeyError(name)


def table_columns(connection: Any, table: str) -> list[str]:
    """The columns of a table, computed ones too."""
    return [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})").fetchall()]


def set_column(set_name: str) -> str:
    """The profile's column of a set. Raises KeyError for a set that does not exist."""
    if set_name not in SETS:
        raise KeyError(set_name)
    return f"set_{set_name}"


def json_ids(ids: Sequence[int]) -> str:
    """Ids as one parameter for json_each."""
    return "[" + ",".join(str(int(one)) for one in ids) + "]"


def _list(connection: Any, sql: str, parameters: Sequence[Any] = ()) -> list[int]:
    """The `id`s that a query gives, in its order: as one text, which is twice as fast as rows."""
    text = connection.execute(f"SELECT group_concat(id) FROM ({sql})", parameters).fetchone()[0]
    return list(map(int, text.split(","))) if text else []


def _set(connection: Any, sql: str, parameters: Sequence[Any] = ()) -> set[int]:
    return set(_list(connection, sql, parameters))
