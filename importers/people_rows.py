"""Names and addresses of a chunk of cleaned columns: taken apart, glued parts put where they belong."""

from typing import Any

from core.rows import KEEP
from importers import addresses, names

Columns = dict[str, list[Any]]
_PARTS = ("aanhef", "voornaam", "voorletters", "tussenvoegsel", "achternaam", "bedrijfsnaam")


class People:
    """Splits names and addresses; each distinct text once."""

    def __init__(self, *, customers: bool) -> None:
        self._customers = customers
        self._names: dict[str, names.Name] = {}
        self._addresses: dict[str, addresses.Address] = {}

    def fill(self, columns: Columns, n: int) -> None:
        """Names, then addresses, of a chunk of `n` rows, in place. Virtual columns are gone afterwards."""
        if "naam" in columns:
            self._whole_names(columns, n)
        if {"voornaam", "achternaam"} <= columns.keys():
            self._whole_in_first(columns)
        if "achternaam" in columns:
            _glued_prefixes(columns, n)
        if self._customers and "soort" not in columns and "bedrijfsnaam" in columns:
            columns["soort"] = [_kind_of_company(name) for name in columns["bedrijfsnaam"]]
        if "postcode_plaats" in columns:
            self._towns(columns, columns.pop("postcode_plaats"), n)
        if "adres" in columns:
            self._whole_addresses(columns, columns.pop("adres"), n)
        elif "straat" in columns and "huisnummer" not in columns:
            self._whole_addresses(columns, columns.pop("straat"), n)
        elif "huisnummer" in columns:
            _house_numbers(columns, n)

    def _whole_names(self, columns: Columns, n: int) -> None:
        """One column of names; where the file also has the parts, those count."""
        whole = columns.pop("naam")
        # a part that neither its own column nor the name tells stays as it was
        found: dict[str, list[Any]] = {
            part: list(columns[part]) if part in columns else [KEEP] * n for part in _PARTS
        }
        for i, text in enumerate(whole):
            if text is None or text is KEEP:
                continue
            if _filled(found["achternaam"][i]) or _filled(found["bedrijfsnaam"][i]):
                continue
            first = found["voornaam"][i]
            if _filled(first) and not text.startswith(first):
                found["achternaam"][i] = text
                continue
            name = self._names.get(text)
            if name is None:
                name = self._name(text)
            for part in _PARTS:
                if not _filled(found[part][i]):
                    found[part][i] = getattr(name, part) or found[part][i]
            if name.achternaam:
                found["tussenvoegsel"][i] = name.tussenvoegsel
        if not self._customers:
            found.pop("aanhef")
        columns.update(found)

    def _whole_in_first(self, columns: Columns) -> None:
        """'Berg, J. van der' in the column of first names, with no last name beside it: the whole name."""
        places = [
            i
            for i, (first, last) in enumerate(zip(columns["voornaam"], columns["achternaam"], strict=True))
            if last is None and isinstance(first, str) and ", " in first
        ]
        for i in places:
            name = self._name(columns["voornaam"][i])
            for part in _PARTS:
                if part in ("voornaam", "achternaam") or getattr(name, part):
                    before = columns.get(part) or [KEEP] * len(columns["voornaam"])
                    columns[part] = [*before[:i], getattr(name, part), *before[i + 1 :]]

    def _towns(self, columns: Columns, cells: list[Any], n: int) -> None:
        """'1234 AB Ede': postcode and town, where their own columns do not say them."""
        for part in ("postcode", "plaats"):
            own = columns.get(part) or [KEEP] * n
            columns[part] = [
                mine
                if _filled(mine) or not isinstance(text, str)
                else getattr(addresses.split_town(text), part) or mine
                for mine, text in zip(own, cells, strict=True)
            ]

    def _name(self, text: str) -> names.Name:
        if len(self._names) > 100_000:
            self._names.clear()
        name = self._names[text] = names.split(text)
        return name

    def _whole_addresses(self, columns: Columns, cells: list[Any], n: int) -> None:
        """One column of addresses; parts that have a column of their own keep what that says."""
        parts = ("straat", "huisnummer", "toevoeging", "postcode", "plaats")
        found: dict[str, list[Any]] = {
            part: list(columns[part]) if part in columns else [KEEP] * n for part in parts
        }
        for i, text in enumerate(cells):
            if text is None or text is KEEP:
                found["straat"][i] = text if found["straat"][i] is KEEP else found["straat"][i]
                continue
            address = self._addresses.get(text)
            if address is None:
                address = self._address(text)
            number = found["huisnummer"][i]
            if _filled(number) and address.huisnummer != number:
                found["straat"][i] = found["straat"][i] if _filled(found["straat"][i]) else text
                continue
            for part in parts:
                if not _filled(found[part][i]):
                    found[part][i] = getattr(address, part) or found[part][i]
        for part in parts:
            if self._customers or part in ("postcode", "huisnummer"):
                columns[part] = found[part]

    def _address(self, text: str) -> addresses.Address:
        if len(self._addresses) > 100_000:
            self._addresses.clear()
        address = self._addresses[text] = addresses.split(text.replace("\n", ", "))
        return address


def name_keys(columns: Columns, n: int) -> list[str | None]:
    """The whole name of each row, what it is known by if by nothing else."""
    order = ("voornaam", "voorletters", "tussenvoegsel", "achternaam")
    parts = [columns[part] for part in order if part in columns]
    companies = columns.get("bedrijfsnaam") or [None] * n
    found = []
    for i, company in enumerate(companies):
        words = [company] if _filled(company) else [part[i] for part in parts if _filled(part[i])]
        found.append(" ".join(words) or None)
    return found


def _filled(value: Any) -> bool:
    return value is not None and value is not KEEP


def _glued_prefixes(columns: Columns, n: int) -> None:
    """'van der Berg' as last name, or 'Jan van der' as first: the tussenvoegsel to its own column."""
    last = columns["achternaam"] = list(columns["achternaam"])
    prefix = columns["tussenvoegsel"] = list(columns.get("tussenvoegsel") or [None] * n)
    first = columns.get("voornaam")
    for i, name in enumerate(last):
        if name is None or name is KEEP or _filled(prefix[i]):
            continue
        prefix[i] = None
        if " " in name or "," in name:
            prefix[i], last[i] = names.glued(name)
    if first and any(" " in name for name in first if name is not None and name is not KEEP):
        first = columns["voornaam"] = list(first)
        for i, name in enumerate(first):
            if _filled(name) and " " in name and prefix[i] is None:
                first[i], prefix[i] = names.trailing(name)


def _kind_of_company(name: Any) -> Any:
    """zakelijk for a legal form (B.V., VOF, Stichting …); otherwise the field stays as it was."""
    return "zakelijk" if _filled(name) and names.is_company(name) else KEEP


def _house_numbers(columns: Columns, n: int) -> None:
    """'12a' in the column of house numbers: the addition to its own column."""
    numbers = columns["huisnummer"]
    if all(v is None or v is KEEP or v.isdigit() for v in numbers) and "toevoeging" in columns:
        return
    numbers = columns["huisnummer"] = list(numbers)
    additions = columns["toevoeging"] = list(columns.get("toevoeging") or [None] * n)
    for i, value in enumerate(numbers):
        if _filled(value) and not value.isdigit():
            number, addition = addresses.split_number(value)
            if not _filled(additions[i]) or additions[i] == addition:
                numbers[i], additions[i] = number, addition
