"""Twenty customers profiled with the keyboard only, in the real window under Xvfb; counts keys and seconds.

    uv run python -m bench.keyboard [--customers 20] [--pause-ms 20] [--picture OUT.png]

Makes a base of its own: customers of before the list of orders, whose relationship type nobody can compute.
Opens the to-do list of them, and gives each a label, the type and a reason; afterwards the base must hold all
of it. Where Xvfb or xdotool is missing, it says so and does nothing.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
LABEL: Final = "bel"
#: how the customer numbers begin of those whose type nobody can compute
UNKNOWN: Final = "1"
REASON: Final = "vast contract"
_NEEDED: Final = ("Xvfb", "xdotool")
_PATIENCE: Final = 60.0  # seconds for the window to come up, and for the base to hold everything
_SIZE: Final = "1440x900x24"


@dataclass
class Hands:
    """Presses keys in a window and counts them; `pause` seconds after each."""

    display: str
    pause: float
    keys: int = 0
    window: str = field(default="")

    def xdotool(self, *words: str) -> str:
        """One command of xdotool; '' where it found nothing."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def find(self, name: str) -> None:
        """Wait for the window, and give it the keyboard."""
        end = time.monotonic() + _PATIENCE
        while not self.window:
            if time.monotonic() > end:
                raise TimeoutError(name)
            self.window = self.xdotool("search", "--onlyvisible", "--name", name).split("\n")[0]
            time.sleep(0.1)
        self.xdotool("windowsize", self.window, *_SIZE.split("x")[:2])
        self.xdotool("windowfocus", "--sync", self.window)

    def press(self, *keys: str) -> None:
        """Key by key, as fingers do."""
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)
            self.keys += 1
            time.sleep(self.pause)

    def type(self, text: str) -> None:
        """Letters; each is a key."""
        self.xdotool("type", "--delay", str(round(1000 * self.pause)), text)
        self.keys += len(text)


def main(arguments: list[str]) -> int:
    """Walk, check, and tell the figures."""
    options = _options(arguments)
    missing = [tool for tool in _NEEDED if shutil.which(tool) is None]
    if missing:
        print(f"skipped: {', '.join(missing)} is not here")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(Path(folder), options.customers)
        with _display() as display, _window(base, display, Path(folder)) as process:
            hands = Hands(display, options.pause_ms / 1000)
            hands.find("Klantbeeld")
            time.sleep(2)  # the libraries are loaded behind the first page
            started = time.monotonic()
            open_todo(hands)
            opening = hands.keys
            for _each in range(options.customers):
                profile_one(hands)
            seconds = time.monotonic() - started
            done = _wait_for(base, options.customers)
            if options.picture:
                time.sleep(2)
                subprocess.run(
                    ["import", "-display", display, "-window", "root", str(options.picture)], check=False
                )
            assert process.poll() is None, "the window is gone"
    _tell(options.customers, done, hands.keys, opening, seconds)
    return 0 if done == options.customers else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=20)
    parser.add_argument("--pause-ms", type=int, default=20)
    parser.add_argument("--picture", type=Path, help="what the screen shows at the end (needs ImageMagick)")
    return parser.parse_args(arguments)


def make_base(folder: Path, customers: int) -> Path:
    """Customers since 2015 without an order, and a few who ordered lately, profiled."""
    from actions.importing import ImportRequest, apply
    from actions.profiling import profile

    rows = ["Klantnummer;Voornaam;Achternaam;Plaats;Klant sinds"]
    rows += [f"{UNKNOWN}{at:04};Klant;Nummer {at};Utrecht;01-02-2015" for at in range(customers + 5)]
    rows += [f"2{at:04};Koper;Nummer {at};Ede;01-02-2025" for at in range(5)]
    orders = ["Bestelnummer;Klantnummer;Besteldatum;Bedrag"]
    orders += [f"{at};2{at % 5:04};{1 + at:02}-03-2026;10,00" for at in range(10)]
    day = date(2026, 6, 30)
    requests = []
    for name, lines in (("klanten.csv", rows), ("bestellingen.csv", orders)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        requests.append(ImportRequest(folder / name, as_of=day))
    base = folder / "klanten.klantbeeld"
    apply(base, requests)
    profile(base, day)
    return base


def open_todo(hands: Hands) -> None:
    """Klanten, its views, the first to-do list, and the column of the relationship type."""
    hands.press("ctrl+2")
    time.sleep(1)
    hands.press("ctrl+t", "Down", "Down", "Return")
    time.sleep(1)
    hands.press("Right", "Right", "Right")


def profile_one(hands: Hands) -> None:
    """A label, the type by its first letter, why; then the next customer is there."""
    hands.press("ctrl+l")
    hands.type(LABEL)
    hands.press("Return")
    hands.type("l")
    hands.press("Tab")
    hands.type(REASON)
    hands.press("Return")


def profiled(base: Path) -> int:
    """How many customers have label, type and reason."""
    from models.queries import Reader

    with Reader(base) as reader:
        found = 0
        for customer in reader.ids():
            known = reader.customer(customer)
            if not str(known["klantnummer"]["value"]).startswith(UNKNOWN):
                continue  # not on the list
            said = known["relatievorm"]
            right = said["value"] == "langdurig" and said.get("reason") == REASON
            found += right and known["labels"]["value"] == LABEL
    return found


def _wait_for(base: Path, customers: int) -> int:
    end = time.monotonic() + _PATIENCE
    while (found := profiled(base)) < customers and time.monotonic() < end:
        time.sleep(0.2)
    return found


def _tell(customers: int, done: int, keys: int, opening: int, seconds: float) -> None:
    each = (keys - opening) / customers
    print(f"customers: {done} of {customers} with label, relationship type and reason")
    print(f"keys: {keys}, of which {opening} to open the list; {each:g} a customer")
    print(f"seconds: {seconds:.1f}; {seconds / customers:.2f} a customer")


@contextmanager
def _display() -> Iterator[str]:
    """An X server of our own, on a number that is free."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", _SIZE, "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as lines:
            display = f":{lines.readline().strip()}"
        hands = Hands(display, 0)
        end = time.monotonic() + _PATIENCE
        while not hands.xdotool("getdisplaygeometry") and time.monotonic() < end:
            time.sleep(0.1)
        yield display
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _window(base: Path, display: str, folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """The program as a user starts it, with settings of its own."""
    home = folder / "home"
    home.mkdir()
    places = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--db", str(base), "--lang", "nl"],
        env={**os.environ, **places, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
