"""The keyboard walk of `bench.keyboard`: it says what is missing, and counts what the base holds."""

import shutil
from pathlib import Path

import pytest

from bench import keyboard


def test_skips_cleanly_without_its_tools(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _tool: None)
    assert keyboard.main([]) == 0
    assert capsys.readouterr().out == "skipped: Xvfb, xdotool is not here\n"


def test_counts_who_has_all_three(base: Path) -> None:
    from actions.editing import Edit, set_value, set_values
    from models.queries import Reader

    with Reader(base) as reader:
        ids = list(reader.ids())
    set_value(base, ids[:2], "relatievorm", "langdurig", keyboard.REASON)
    set_values(base, [Edit(ids[0], "labels", keyboard.LABEL)])
    assert keyboard.profiled(base) == 1
