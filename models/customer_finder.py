"""The customer of every order, contract, contact or answer; an unknown one is made with just its key."""

from typing import Any

from core.rows import Chunk
from models import bulk
from models.child_rows import Options
from models.clean import column, without_keep
from models.hand_layer import GIVEN_UP, OPEN, HandLayer
from models.matching import AMBIGUOUS, KEY_FIELDS, UNCLEAR, Keys, Who
from models.tally import Tally


class CustomerFinder:
    """Finds customers by the key columns of a chunk."""

    def __init__(
        self, connection: Any, *, import_id: int, options: Options, tally: Tally, keys: Keys
    ) -> None:
        self._connection = connection
        self._import_id = import_id
        self._options = options
        self._tally = tally
        self._keys = keys
        #: numbers for customers who had none; written after the chunk's new customers
        self._late: list[tuple[str | None, int]] = []
        self._hands: HandLayer | None = None

    def find(self, chunk: Chunk, ordinals: range, *, skip: frozenset[int] = frozenset()) -> list[int | None]:
        """Each row's customer; None for a rejected row, and for the places in `skip`."""
        nothing: list[Any] = [None] * len(chunk.rows)
        who = [
            without_keep(column(chunk, name)) if name in chunk.columns else nothing for name in Who._fields
        ]
        customers: list[int | None] = list(map(self._keys.numbers.get, who[0]))
        self._options.choose(chunk.rows, customers)
        # a number that is known needs no further look; in most chunks that is nearly every row
        unsettled = [i for i, found in enumerate(customers) if found is None or found <= 0 or i in skip]
        if unsettled and self._only_numbers(chunk) and not skip:
            unsettled = self._make_numbered(chunk, unsettled, who[0], customers)
        made: list[tuple[Any, ...]] = []
        for i in unsettled:
            if i in skip:
                customers[i] = None
            else:
                row = Who(*(values[i] for values in who))
                customers[i] = self._one(chunk, i, ordinals[i], row, customers[i], made)
        if made:
            self._insert(made)
        if self._late:
            self._connection.executemany("UPDATE customers SET klantnummer = ? WHERE id = ?", self._late)
            self._late = []
        return customers

    def _only_numbers(self, chunk: Chunk) -> bool:
        """Has the sheet nothing but a number to find somebody by, and is a new number surely somebody new?"""
        keys = chunk.columns.keys() & set(Who._fields)
        anybody = self._keys.numberless or self._keys.erased
        return keys == {"klantnummer"} and self._options.may_add and not anybody

    def _make_numbered(
        self, chunk: Chunk, places: list[int], numbers: list[Any], customers: list[int | None]
    ) -> list[int]:
        """Make the customers of the numbers at these places that nobody has; gives the places left over."""
        left: list[int] = []
        known = self._keys.numbers
        made: list[tuple[int, str, int]] = []
        for i in places:
            number = numbers[i]
            if not number or customers[i] is not None:
                left.append(i)
                continue
            if number not in known:
                customer = known[number] = self._keys.next_id()
                made.append((customer, number, chunk.rows[i]))
            customers[i] = known[number]
        columns = ("id", "klantnummer", "import_row")
        bulk.insert(self._connection, "customers", columns, made, import_id=self._import_id)
        self._tally.customers_made += len(made)
        return left

    def _one(
        self, chunk: Chunk, i: int, ordinal: int, row: Who, known: int | None, made: list[tuple[Any, ...]]
    ) -> int | None:
        """The customer of one row, made when nobody has its key; None when the row is rejected."""
        if known is None and row.naam and row.naam == row.klantnummer:
            # nothing but a name: the only customer who is called so, if there is one
            found = self._keys.by_name(row.naam)
            if found is not None:
                self._tally.found_by_name += 1
                return found
        found = self._keys.find(row, household=False) if known is None else known
        if found is not None and found > 0:
            if known is None and row.klantnummer and row.klantnummer not in self._keys.numbers:
                self._number(found, row, chunk.rows[i])
            return found
        if found is not None:
            code = UNCLEAR[found]
            if found == AMBIGUOUS:
                self._tally.candidates[chunk.rows[i]] = self._keys.candidates(row)
        elif not row.has_key:
            code = "missing_key"
        elif not self._options.may_add:
            code = "not_found"
        else:
            return self._make(row, chunk.rows[i], made)
        self._tally.reject(chunk, i, ordinal, code, "klantnummer")
        return None

    def _number(self, customer: int, row: Who, number: int) -> None:
        """Give a customer without a number the number that the row has: its key is known now."""
        self._keys.matched(customer, row)
        if self._hands is None:
            self._hands = HandLayer(self._connection, self._import_id, ("klantnummer",), self._keys.survivors)
        word = self._hands.of(customer).get("klantnummer")
        found = self._hands.hear(customer, "klantnummer", row.klantnummer) if word else None
        if word and found == OPEN:
            self._tally.conflict(word.id, number, "klantnummer", row.klantnummer)
        elif word and found == GIVEN_UP:
            self._tally.issue("file_wins", number, "klantnummer", word.value)
        self._hands.write({customer: {"klantnummer": row.klantnummer}})
        if found in (None, GIVEN_UP):
            self._late.append((row.klantnummer, customer))

    def _make(self, row: Who, number: int, made: list[tuple[Any, ...]]) -> int:
        customer = self._keys.next_id()
        self._keys.made(customer, row)
        key = row._replace(achternaam=row.achternaam or row.naam) if not row.bedrijfsnaam else row
        made.append((customer, *(getattr(key, name) for name in KEY_FIELDS), number))
        self._tally.customers_made += 1
        return customer

    def _insert(self, made: list[tuple[Any, ...]]) -> None:
        bulk.insert(
            self._connection,
            "customers",
            ("id", *KEY_FIELDS, "import_row"),
            made,
            import_id=self._import_id,
        )
