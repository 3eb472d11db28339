"""Can a window be shown here at all? Asked before Qt is imported, because Qt itself aborts the process.

Nothing of Qt is imported in this module: it looks for the system's libraries and for a display by hand.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
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
) -> str | None:
    """One sentence that says what to install or where to start, or None when a window can be shown.

    `loads` tells whether a shared library can be loaded (tests give their own).
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
        return None
    return _("The window needs system libraries that are missing here; install them with: {command}").format(
        command="sudo apt install " + " ".join(missing)
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
