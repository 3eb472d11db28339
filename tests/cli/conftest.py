"""A program on a base of its own."""

from pathlib import Path

import pytest

from tests.cli.calling import Program


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path / "winkel.klantbeeld", capsys)
