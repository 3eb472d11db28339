"""Call the program as a script would, in this process."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from main import main


class Program:
    """Runs commands on one base and keeps what they printed."""

    def __init__(self, db: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.db = db
        self._capsys = capsys
        self.err = ""
        self.out = ""

    def __call__(self, *words: str | Path, code: int = 0, db: bool = True) -> str:
        """Run a command on the base; the exit code must be `code`. Returns what it printed."""
        arguments = [str(word) for word in words] + (["--db", str(self.db)] if db else [])
        try:
            found = main(arguments)
        except SystemExit as stopped:
            found = int(stopped.code or 0)
        self.out, self.err = self._capsys.readouterr()
        assert found == code, (arguments, found, self.out, self.err)
        return self.out

    def json(self, *words: str | Path, code: int = 0, db: bool = True) -> Any:
        """The same with --json: standard output is one JSON object and nothing else."""
        return json.loads(self(*words, "--json", code=code, db=db))

    def fails(self, *words: str | Path, db: bool = True) -> str:
        """The one sentence with which the command ends (exit 1, nothing on standard output)."""
        self(*words, code=1, db=db)
        assert self.out == ""
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


def write_csv(path: Path, header: str, rows: Sequence[str]) -> Path:
    """A semicolon csv as Dutch Excel saves it."""
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return path
