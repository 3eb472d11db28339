"""What goes wrong when somebody is written down a second time (the list is in `bench.labelled`)."""

from collections.abc import Callable
from typing import Final

from bench.labelled_names import SHORT
from bench.labelled_people import Drawn, Row, bare

_NEIGHBOURS: Final = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioiosdfghjkjkxcvbnbn", strict=True))


def spoil(drawn: Drawn, row: Row) -> tuple[Row, tuple[str, ...]]:
    """The record after one to four errors, and which."""
    row = dict(row)
    names = [name for name, (fits, _do) in _ERRORS.items() if fits(row)]
    count = drawn.draw.choices((1, 2, 3, 4), (0.35, 0.35, 0.2, 0.1))[0]
    order = sorted(names, key=lambda name: drawn.draw.random() ** (1 / _SELDOM.get(name, 1.0)), reverse=True)
    done = []
    for name in order[:count]:
        if _ERRORS[name][0](row):
            _ERRORS[name][1](drawn, row)
            done.append(name)
    return row, tuple(done)


def _typed(drawn: Drawn, text: str) -> str:
    """The text with one key wrong."""
    at = drawn.draw.randrange(len(text))
    kind = drawn.draw.random()
    if kind < 0.25:
        return text[:at] + text[at + 1 :] if len(text) > 2 else text * 2
    if kind < 0.5:
        return text[: at + 1] + text[at:]
    if kind < 0.75 and text[at].lower() in _NEIGHBOURS:
        return text[:at] + _NEIGHBOURS[text[at].lower()] + text[at + 1 :]
    at = min(at, len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _digit(drawn: Drawn, text: str, low: int = 0) -> str:
    """The text with one digit wrong, from place `low` on."""
    at = drawn.draw.choice([i for i in range(low, len(text)) if text[i].isdigit()])
    return text[:at] + drawn.draw.choice([c for c in "0123456789" if c != text[at]]) + text[at + 1 :]


def _initials(_drawn: Drawn, row: Row) -> None:
    row["voorletters"] = row.get("voorletters") or f"{(row['voornaam'] or 'x')[0]}."
    row["voornaam"] = None


def _nickname(drawn: Drawn, row: Row) -> None:
    row["voornaam"] = drawn.draw.choice(SHORT[row["voornaam"] or ""])


def _prefix(drawn: Drawn, row: Row) -> None:
    prefix, last = row["tussenvoegsel"] or "", row["achternaam"] or ""
    way = drawn.draw.randrange(4)
    glued = prefix.replace(" ", "").capitalize() + last.lower()
    row["achternaam"] = (last, f"{prefix} {last}", glued, f"{last}, {prefix}")[way]
    row["tussenvoegsel"] = None


def _maiden(drawn: Drawn, row: Row) -> None:
    prefix, partner = drawn.last()
    own = " ".join(filter(None, (row["tussenvoegsel"], row["achternaam"])))
    theirs = " ".join(filter(None, (prefix, partner)))
    way = drawn.draw.randrange(3)
    row["achternaam"] = (f"{own}-{theirs}", f"{theirs}-{own}", theirs)[way]
    row["tussenvoegsel"] = None


def _swapped(_drawn: Drawn, row: Row) -> None:
    row["voornaam"], row["achternaam"] = row["achternaam"], row["voornaam"]


def _accents(_drawn: Drawn, row: Row) -> None:
    row["achternaam"] = bare(row["achternaam"] or "")


def _moved(drawn: Drawn, row: Row) -> None:
    row.update(drawn.home(row["plaats"] if drawn.draw.random() < 0.6 else None), telefoon=None)


def _address_typo(drawn: Drawn, row: Row) -> None:
    way = drawn.draw.randrange(4)
    code = row["postcode"] or ""
    if way == 0:
        row["huisnummer"] = str(int(row["huisnummer"] or 1) + drawn.draw.choice((1, 2, 10)))
    elif way == 1 and row["toevoeging"]:
        row["toevoeging"] = None
    elif way == 2:
        row["postcode"] = None
    else:
        row["postcode"] = code[:5] + drawn.draw.choice("ABDEGHKLNRT") + code[6:]


def _email_typo(drawn: Drawn, row: Row) -> None:
    local, _, domain = (row["email"] or "").partition("@")
    row["email"] = f"{_typed(drawn, local)}@{domain}"


def _email_provider(drawn: Drawn, row: Row) -> None:
    row["email"] = drawn.elsewhere(row["email"] or "")


def _email_new(drawn: Drawn, row: Row) -> None:
    row["email"] = drawn.email({**row, "voornaam": row.get("voornaam") or "x"})


def _phone_new(drawn: Drawn, row: Row) -> None:
    row["mobiel"] = drawn.mobile()


def _birth_typo(_drawn: Drawn, row: Row) -> None:
    year, month, day = (row["geboortedatum"] or "2000-01-01").split("-")
    if int(day) <= 12 and day != month:
        row["geboortedatum"] = f"{year}-{day}-{month}"
    else:
        row["geboortedatum"] = f"{year}-{month}-{day[0]}{(int(day[1]) + 1) % 9 + 1}"[:10]


def _company_writing(drawn: Drawn, row: Row) -> None:
    name = row["bedrijfsnaam"] or ""
    for old, new in ((" & ", " en "), (" B.V.", " BV"), (" BV", ""), (" V.O.F.", " vof")):
        if old in name and drawn.draw.random() < 0.7:
            name = name.replace(old, new)
    words = name.split()
    if name == row["bedrijfsnaam"]:
        name = " ".join([*words[1:], words[0]]) if drawn.draw.random() < 0.5 else f"{name} B.V."
    row["bedrijfsnaam"] = name


def _contact_gone(_drawn: Drawn, row: Row) -> None:
    row.update(aanhef=None, voornaam=None, tussenvoegsel=None, achternaam=None)


def _has(*names: str) -> Callable[[Row], bool]:
    return lambda row: all(row.get(name) for name in names)


def _person_has(*names: str) -> Callable[[Row], bool]:
    return lambda row: row["soort"] == "particulier" and all(row.get(name) for name in names)


def _set(name: str, change: Callable[[Drawn, str], str | None]) -> Callable[[Drawn, Row], None]:
    def do(drawn: Drawn, row: Row) -> None:
        row[name] = change(drawn, row[name] or "")

    return do


_ERRORS: Final[dict[str, tuple[Callable[[Row], bool], Callable[[Drawn, Row], None]]]] = {
    "typo_last": (_has("achternaam"), _set("achternaam", _typed)),
    "typo_first": (_has("voornaam"), _set("voornaam", _typed)),
    "initials": (_person_has("voornaam"), _initials),
    "nickname": (lambda row: row.get("voornaam") in SHORT, _nickname),
    "prefix": (_has("tussenvoegsel"), _prefix),
    "maiden": (lambda row: row["soort"] == "particulier" and row.get("aanhef") == "mevrouw", _maiden),
    "swapped": (_person_has("voornaam", "achternaam"), _swapped),
    "accents": (
        lambda row: bare(row.get("achternaam") or "") != (row.get("achternaam") or ""),
        _accents,
    ),
    "moved": (_person_has("straat"), _moved),
    "address_typo": (_has("postcode", "huisnummer"), _address_typo),
    "email_typo": (_has("email"), _email_typo),
    "email_provider": (_person_has("email"), _email_provider),
    "email_new": (_person_has("email"), _email_new),
    "email_gone": (_has("email"), _set("email", lambda _drawn, _text: None)),
    "phone_new": (_has("mobiel"), _phone_new),
    "phone_typo": (_has("mobiel"), _set("mobiel", lambda drawn, text: _digit(drawn, text, 4))),
    "phone_gone": (_has("mobiel"), _set("mobiel", lambda _drawn, _text: None)),
    "birth_typo": (_has("geboortedatum"), _birth_typo),
    "birth_gone": (_has("geboortedatum"), _set("geboortedatum", lambda _drawn, _text: None)),
    "company_writing": (_has("bedrijfsnaam"), _company_writing),
    "contact_gone": (_has("bedrijfsnaam", "achternaam"), _contact_gone),
}
#: errors that are drawn less often than the others
_SELDOM: Final = {"swapped": 0.3, "birth_typo": 0.5}
