"""Writing a customers sheet: every row is matched, compared with the facts that the base has, and written.

New customers are written chunk by chunk; changes wait until the sheet is read, so that a customer who is in
the sheet twice ends as the sheet ends, and the same sheet again changes nothing. Facts only: where a person
set a value by hand the file's word goes to `hand_values.file_value`, and both differing is a conflict.
"""

import json
from typing import Any, Final

from core.fields import CONSENT_GROUPS, CUSTOMERS, SCALES, columns
from core.rows import KEEP, Chunk, SheetReport
from models import bulk
from models.child_rows import Options
from models.clean import column, text_column, without_keep
from models.hand_layer import GIVEN_UP, OPEN, HandLayer, laid_over, laid_under, own_over, own_under
from models.matching import AMBIGUOUS, KEY_FIELDS, UNCLEAR, Keys, Who
from models.own_fields import header, is_own, text
from models.tally import CHANGED, NEW_CUSTOMER, SAME, Tally

SCALE: Final = "tevredenheid_schaal"
COLUMNS: Final = (*(field.name for field in columns(CUSTOMERS)), SCALE)
#: flag → its value that says no, and the date that goes with it
REFUSALS: Final[dict[str, tuple[int, str | None]]] = {
    **{f"toestemming_{group}": (0, f"toestemming_{group}_datum") for group in CONSENT_GROUPS},
    "bezwaar_direct_marketing": (1, "bezwaar_direct_marketing_datum"),
    "bezwaar_profilering": (1, None),
}


class CustomerWriter:
    """Writes customers: `add` every chunk, `finish` at the end."""

    def __init__(
        self,
        connection: Any,
        report: SheetReport,
        *,
        import_id: int,
        options: Options,
        tally: Tally,
        keys: Keys,
    ) -> None:
        self._connection = connection
        self._import_id = import_id
        self._options = options
        self._tally = tally
        self._keys = keys
        found = report.detected.get("tevredenheid")
        self._scale = found.format if found is not None and found.format in SCALES else None
        self._names: list[str] = []
        self._own_names: list[str] = []
        self._first: int | None = None
        #: ids of rows that other sheets of this change wrote: (lowest, import ids of customers sheets)
        self._others = _other_sheets(connection, import_id)
        self._hands = HandLayer(connection, import_id, COLUMNS, keys.survivors, own=True)
        #: id → [facts as the base has them, as they will be, own before, after, sheet row, ordinals,
        #: whether a hand value was given up]
        self._waiting: dict[int, list[Any]] = {}
        #: who was in the sheet before, and in which row
        self._rows: dict[int, int] = {}

    def add(self, chunk: Chunk, ordinals: range) -> list[int | None]:
        """Match and compare the rows; write the new ones. Gives each row's customer (None: rejected)."""
        values = {name: column(chunk, name) for name in chunk.columns if name in COLUMNS and name != SCALE}
        if "tevredenheid" in values:
            given = chunk.columns.get(SCALE) or [self._scale] * len(chunk.rows)
            values[SCALE] = [
                s if v is not None and v is not KEEP else None
                for v, s in zip(values["tevredenheid"], given, strict=True)
            ]
        self._names = [name for name in COLUMNS if name in values]
        own = {name: text_column(cells) for name, cells in chunk.own.items()}
        who = _who_columns(chunk, values)
        customers, new = self._resolve(chunk, ordinals, who)
        rows = list(zip(*(values[name] for name in self._names), strict=True)) or [()] * len(chunk.rows)
        owns = _own_texts(own, len(chunk.rows))
        self._insert(chunk, ordinals, new, rows, owns)
        self._compare(chunk, ordinals, customers, new, rows, owns)
        return customers

    def _resolve(
        self, chunk: Chunk, ordinals: range, who: list[list[Any]]
    ) -> tuple[list[int | None], dict[int, int]]:
        """Each row's customer, and place → id of the rows that make one."""
        keys, find_number = self._keys, self._keys.numbers.get
        customers: list[int | None] = [find_number(n) if n else None for n in who[0]]
        self._options.choose(chunk.rows, customers)
        new: dict[int, int] = {}
        if all(customers):
            keys.told(customers, who[1])
            self._reject_unclear(chunk, ordinals, customers, who)
            return customers, new
        if self._all_new(who[0], customers):
            ids = keys.made_all(who[0], who[1])
            self._first = self._first or ids.start
            return list(ids), dict(enumerate(ids))
        for i, row in enumerate(map(Who._make, zip(*who, strict=True))):
            if customers[i] is None and row.klantnummer:
                customers[i] = find_number(row.klantnummer)  # perhaps made some rows ago
            if customers[i] is not None:
                keys.told(customers[i : i + 1], who[1][i : i + 1])
                continue
            found = keys.find(row, household=True)
            if found is None:
                code = "missing_key" if not row.has_key else None if self._options.may_add else "not_found"
                if code:
                    self._tally.reject(chunk, i, ordinals[i], code, "klantnummer")
                    continue
                found = new[i] = keys.next_id()
                self._first = self._first or found
                keys.made(found, row)
            elif found > 0:
                keys.matched(found, row)
            elif found == AMBIGUOUS:
                self._tally.candidates[chunk.rows[i]] = keys.candidates(row)
            customers[i] = found
        self._reject_unclear(chunk, ordinals, customers, who)
        return customers, new

    def _all_new(self, numbers: list[Any], customers: list[int | None]) -> bool:
        """Is every row certainly somebody new? Nobody is waiting for a number, and every number is fresh."""
        return (
            self._options.may_add
            and not self._keys.numberless
            and not self._keys.erased
            and customers.count(None) == len(customers)
            and None not in numbers
            and len(set(numbers)) == len(numbers)
        )

    def _reject_unclear(
        self, chunk: Chunk, ordinals: range, customers: list[int | None], who: list[list[Any]]
    ) -> None:
        for i, customer in enumerate(customers):
            if customer is not None and customer <= 0:
                if customer == AMBIGUOUS and chunk.rows[i] not in self._tally.candidates:
                    row = Who(*(values[i] for values in who))
                    self._tally.candidates[chunk.rows[i]] = self._keys.candidates(row)
                self._tally.reject(chunk, i, ordinals[i], UNCLEAR[customer], "klantnummer")
                customers[i] = None

    def _insert(
        self,
        chunk: Chunk,
        ordinals: range,
        new: dict[int, int],
        rows: list[tuple[Any, ...]],
        owns: list[str | None],
    ) -> None:
        if not new:
            return
        source = self._import_id
        bulk.insert(
            self._connection,
            "customers",
            ("id", *self._names, "own", "import_id", "import_row"),
            [
                (customer, *without_keep(list(rows[i])), owns[i], source, chunk.rows[i])
                for i, customer in new.items()
            ],
        )
        self._tally.mark_all([ordinals[i] for i in new], NEW_CUSTOMER)
        self._rows.update((customer, chunk.rows[i]) for i, customer in new.items())

    def _compare(
        self,
        chunk: Chunk,
        ordinals: range,
        customers: list[int | None],
        new: dict[int, int],
        rows: list[tuple[Any, ...]],
        owns: list[str | None],
    ) -> None:
        """Rows of customers who exist: the same, or what they change."""
        there = [i for i, customer in enumerate(customers) if customer is not None and i not in new]
        if not there:
            return
        known = self._known({customer for i in there if (customer := customers[i]) is not None})
        same = []
        for i in there:
            customer = customers[i]
            assert customer is not None
            earlier = self._rows.get(customer)
            self._rows[customer] = chunk.rows[i]
            facts, own, import_id = known[customer]
            if import_id in self._others:
                self._tally.on_other_sheet.append(chunk.rows[i])
            waiting = self._waiting.get(customer)
            alike = facts == rows[i] and (own == owns[i] or not chunk.own)
            if waiting is None and alike and customer not in self._hands:
                same.append(ordinals[i])
                continue
            if waiting is None:
                words = self._hands.of(customer)
                file_layer, own = laid_under(facts, self._names, words), own_under(own, words)
                waiting = [file_layer, list(file_layer), own, own, 0, [], False]
                self._waiting[customer] = waiting
            before = (list(waiting[1]), waiting[3])
            given_up = False
            if self._options.mode != "add":
                given_up = self._merge(customer, waiting[1], rows[i], chunk.rows[i])
                waiting[3] = self._merge_own(waiting[3], owns[i], chunk)
                given_up |= self._own_beside_hand(customer, waiting[3], chunk, i)
                waiting[6] = waiting[6] or given_up
            differs = given_up or (waiting[1], waiting[3]) != before
            if differs:
                waiting[4] = chunk.rows[i]
                if earlier is not None and _overruled(before[0], waiting[1]):
                    self._tally.issue("repeated_customer", chunk.rows[i], "klantnummer", earlier)
            waiting[5].append((ordinals[i], differs))
        self._tally.mark_all(same, SAME)

    def _known(self, customers: set[int]) -> dict[int, tuple[tuple[Any, ...], str | None, int | None]]:
        names = "".join(f", c.{name}" for name in self._names)
        found = self._connection.execute(
            f"SELECT c.id, c.own, c.import_id{names} FROM json_each(?) AS wanted "
            "JOIN customers c ON c.id = wanted.value",
            (str(sorted(customers)),),
        )
        return {row[0]: (row[3:], row[1], row[2]) for row in found}

    def _merge(self, customer: int, facts: list[Any], row: tuple[Any, ...], number: int) -> bool:
        """Lay a sheet row over the facts, in place; whether a hand value was given up for it."""
        clears = self._options.empty_clears
        names, hands = self._names, self._hands.of(customer)
        frozen: set[str | None] = set()
        given_up = False
        for k, value in enumerate(row):
            if value is KEEP or (value is None and not clears):
                continue
            name = names[k]
            if value != facts[k] and name not in frozen:
                facts[k] = self._accepted(name, facts[k], value, number, frozen)
            if name in hands:
                given_up |= self._beside_hand(customer, name, facts[k], value, number)
        return given_up

    def _accepted(self, name: str, old: Any, value: Any, number: int, frozen: set[str | None]) -> Any:
        """What the file's layer becomes: the sheet's value, or the old one where that may not go."""
        if self._options.mode == "fill" and old is not None:
            return old
        refusal = REFUSALS.get(name)
        if refusal is None or old != refusal[0]:
            return value
        if value is None or not self._options.restore_consent:
            frozen.add(refusal[1])
            if value is not None:
                self._tally.issue("consent_not_restored", number, name, value)
            return old
        self._tally.issue("consent_restored", number, name, value)
        return value

    def _beside_hand(self, customer: int, name: str, fact: Any, said: Any, number: int) -> bool:
        """Note what the sheet says of a field that a person set; whether the hand value is given up."""
        word = self._hands.of(customer)[name]
        mine = word.value
        if self._options.mode == "fill" and mine is not None:
            return False
        refusal = REFUSALS.get(name)
        refused = refusal is not None and mine == refusal[0]
        # a word that was not accepted (consent stays withdrawn) is no news either
        heard = fact if said == fact else None
        may_give_up = not refused or self._options.restore_consent
        found = self._hands.hear(customer, name, heard, may_give_up=may_give_up)
        if found == OPEN:
            self._tally.conflict(word.id, number, name, fact)
        elif found == GIVEN_UP:
            self._tally.issue("file_wins", number, name, mine)
            if refused:
                self._tally.issue("consent_restored", number, name, fact)
        return found == GIVEN_UP

    def _merge_own(self, old: str | None, new: str | None, chunk: Chunk) -> str | None:
        """The own columns after this row, as JSON text."""
        if not chunk.own or new == old:
            return old
        before: dict[str, str] = json.loads(old or "{}")
        said: dict[str, str] = json.loads(new or "{}")
        after = {**said, **before} if self._options.mode == "fill" else {**before, **said}
        if self._options.empty_clears:
            after = {name: value for name, value in after.items() if name not in chunk.own or name in said}
        return old if after == before else text(after)

    def _own_beside_hand(self, customer: int, own: str | None, chunk: Chunk, i: int) -> bool:
        """Note what the sheet says of own columns that a person filled in; whether one was given up."""
        given_up = False
        for field in [name for name in self._hands.of(customer) if is_own(name)]:
            said = chunk.own.get(header(field))
            if said is not None and (said[i] is not None or self._options.empty_clears):
                fact = json.loads(own or "{}").get(header(field))
                given_up |= self._beside_hand(customer, field, fact, said[i], chunk.rows[i])
        return given_up

    def finish(self) -> None:
        """Write the changes, and count who may be in the base twice."""
        changed: list[tuple[Any, ...]] = []
        said: dict[int, dict[str, Any]] = {}
        for customer, (before, after, own_before, own_after, number, rows, given_up) in self._waiting.items():
            net = given_up or after != before or own_before != own_after
            for ordinal, differs in rows:
                self._tally.mark(ordinal, CHANGED if differs and net else SAME)
            words = self._hands.of(customer)
            if words:
                said[customer] = {name: after[k] for k, name in enumerate(self._names) if name in words}
                told = json.loads(own_after or "{}")
                said[customer] |= {name: told.get(header(name)) for name in words if is_own(name)}
            if net:
                in_force = laid_over(after, self._names, words)
                changed.append((customer, *in_force, own_over(own_after, words), self._import_id, number))
        self._hands.write(said)
        bulk.update(self._connection, "customers", (*self._names, "own", "import_id", "import_row"), changed)
        self._waiting = {}
        if self._first is not None:
            self._note_possible_duplicates()

    def _note_possible_duplicates(self) -> None:
        """New customers whose e-mail, or name and address, somebody else has."""
        seen = "deleted = 0 AND merged_into IS NULL"
        place = "postcode, huisnummer, naam"
        found = self._connection.execute(
            "SELECT c.import_row, c.email FROM customers c WHERE c.id >= ? AND ("
            f"c.email IN (SELECT email FROM customers WHERE {seen} GROUP BY email HAVING COUNT(*) > 1) OR "
            f"({place}) IN (SELECT {place} FROM customers WHERE postcode IS NOT NULL "
            f"AND huisnummer IS NOT NULL AND {seen} GROUP BY {place} HAVING COUNT(*) > 1)) "
            "ORDER BY c.import_row",
            (self._first,),
        ).fetchall()
        for number, email in found:
            self._tally.issue("possible_duplicate", number, "email" if email else None, email)
        self._tally.possible_duplicates += len(found)


def _overruled(before: list[Any], after: list[Any]) -> bool:
    """Was anything that was filled in replaced by something else?"""
    return any(old is not None and new != old for old, new in zip(before, after, strict=True))


def _own_texts(own: dict[str, list[str | None]], n: int) -> list[str | None]:
    if not own:
        return [None] * n
    names = sorted(own)
    rows = zip(*(own[name] for name in names), strict=True)
    return [text({k: v for k, v in zip(names, row, strict=True) if v}) for row in rows]


def _who_columns(chunk: Chunk, values: dict[str, list[Any]]) -> list[list[Any]]:
    """The columns of `Who`, in its order; a key column that the sheet lacks is a column of None."""
    nothing: list[Any] = [None] * len(chunk.rows)
    found = [without_keep(values[name]) if name in values else nothing for name in KEY_FIELDS]
    found.append(without_keep(column(chunk, "naam")) if "naam" in chunk.columns else nothing)
    return found


def _other_sheets(connection: Any, import_id: int) -> set[int]:
    """The customers sheets that this change wrote before this one."""
    row = connection.execute("SELECT last_id FROM active_change WHERE tbl = 'imports'").fetchone()
    found = connection.execute(
        "SELECT id FROM imports WHERE kind = ? AND id > ? AND id <> ?",
        (CUSTOMERS, row[0] if row else 0, import_id),
    )
    return {number for (number,) in found}
