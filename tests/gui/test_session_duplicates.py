"""The search for doubles behind the window: after an import, beside the user, kept in one short write."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from actions.importing import ImportRequest, apply
from gui.session import DUPLICATES, Session
from tests.gui.conftest import calm

DOUBLE = """\
Klantnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail;Postcode;Plaats
20001;Anna;van der;Berg;anna@voorbeeld.nl;3511 AB;Utrecht
"""


def test_doubles_are_looked_for_when_customers_changed(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "dubbel.csv").write_text(DOUBLE, encoding="utf-8")
    apply(session.path, [ImportRequest(tmp_path / "dubbel.csv")])
    heard: list[frozenset[str]] = []
    session.data_changed.connect(heard.append)
    session.bring_up_to_date()
    calm(qtbot, session)
    assert frozenset({DUPLICATES}) in heard
    assert session.reader.pair_counts()["zeker"] == 1
    run = session.reader.duplicate_run()
    assert run is not None and run.customers == 5 and not run.stale
    heard.clear()
    session.find_duplicates()
    calm(qtbot, session)
    assert heard == []  # nothing changed since


def test_a_deed_of_the_user_does_not_wait_for_the_search(qtbot: QtBot, session: Session) -> None:
    session.find_duplicates()
    assert session.searching.busy and not session.jobs.busy
    calm(qtbot, session)
