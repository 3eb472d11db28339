"""Can a window be shown here at all? Asked before Qt is imported, because Qt itself aborts the process.

Nothing of Qt is imported in this module: it looks for the system's libraries and for a display by hand.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from core.text import _

#: shared library → Debian package that holds it
_ALWAYS: Final = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
#: only for a window on an X display
_X11: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_NO_DISPLAY_NEEDED: Final = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def problem(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    loads: Callable[[str], bool] | None = None,
    answers: Callable[[Mapping[str, str]], bool] | None = None,
) -> str | None:
    """One sentence that says what to install or where to start, or None when a window can be shown.

    `loads` tells whether a shared library can be loaded, `answers` whether the display that the environment
    names is there (tests give their own).
    """
    if not platform.startswith("linux"):
        return None
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    needed = dict(_ALWAYS)
    wayland = bool(environment.get("WAYLAND_DISPLAY"))
    if chosen not in _NO_DISPLAY_NEEDED:
        if not wayland and not environment.get("DISPLAY"):
            return _(
                "There is no screen to show the window on: start Klantbeeld on a desktop, or give it a "
                "command such as 'main.py demo'."
            )
        if not wayland or chosen == "xcb":
            needed |= _X11
    can_load = loads or _loads
    missing = sorted(package for library, package in needed.items() if not can_load(library))
    if not missing:
        there = chosen in _NO_DISPLAY_NEEDED or (answers or _display_answers)(environment)
        return None if there else _dead_display(environment)
    return _("The window needs system libraries that are missing here; install them with: {command}").format(
        command="sudo apt install " + " ".join(missing)
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display_answers(environment: Mapping[str, str]) -> bool:
    """Whether Wayland's socket exists, or an X server can be connected to: Qt aborts where it does not."""
    wayland = environment.get("WAYLAND_DISPLAY")
    if wayland and (Path(environment.get("XDG_RUNTIME_DIR", "")) / wayland).is_socket():
        return True
    if not environment.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # it cannot be asked; the libraries above were all found
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(environment["DISPLAY"].encode(), None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed


def _dead_display(environment: Mapping[str, str]) -> str:
    name = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY", "")
    return _(
        "The screen {name} does not answer: start Klantbeeld on a desktop, or give it a command such as "
        "'main.py demo'."
    ).format(name=name)
