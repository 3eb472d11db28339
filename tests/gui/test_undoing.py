"""The history under Importeren (`gui.importing.undoing`): what an undo would do is said before it does."""

from pytestqt.qtbot import QtBot

from actions.editing import set_value
from gui.session import Session
from gui.window import MainWindow
from tests.gui.conftest import calm
from tests.gui.test_importing import counts, page_of


def test_the_history_undoes_and_carries_out_again(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    page = page_of(qtbot, window)
    model = page.file_step.model
    assert len(model.rows) == 1 and not model.rows[0].undone
    page.file_step.table.selectRow(0)
    page.file_step.undo_button.click()
    calm(qtbot, session)
    dialog = page.undo_dialog
    assert dialog is not None and "10" in dialog.said.text() and dialog.table.isHidden()
    assert counts(session)["customers"] == 4  # nothing before the answer
    dialog.go.click()
    calm(qtbot, session)
    assert len(model.rows) == 1 and model.rows[0].undone
    assert counts(session)["customers"] == 0
    page.file_step.table.selectRow(0)
    page.file_step.undo_button.click()
    calm(qtbot, session)
    assert page.undo_dialog is not None
    page.undo_dialog.go.click()
    calm(qtbot, session)
    assert not model.rows[0].undone
    assert counts(session)["customers"] == 4


def test_an_older_change_says_what_stays_and_why_before_it_is_undone(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    set_value(session.path, [1], "plaats", "Ede")
    page = page_of(qtbot, window)
    session.bring_up_to_date()
    calm(qtbot, session)
    page.file_step.table.selectRow(1)
    page.file_step.undo_button.click()
    calm(qtbot, session)
    dialog = page.undo_dialog
    assert dialog is not None
    assert len(dialog.said.text().splitlines()) == 2  # what goes back, and what stays
    stays = dialog.table.model()
    assert stays.rowCount() == 1 and "Plaats" in stays.index(0, 1).data()
    dialog.reject()
    calm(qtbot, session)
    assert counts(session)["customers"] == 4
