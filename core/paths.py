"""Where things lie: our resources, and the user's own folders (asked of the system, never assumed)."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
RESOURCES: Final = ROOT / "resources"
SAMPLES: Final = RESOURCES / "samples"


def documents_dir() -> Path:
    """The user's documents folder: where a new base is offered a place."""
    import platformdirs

    return Path(platformdirs.user_documents_dir())


def data_dir() -> Path:
    """Our folder for settings of the window, logs and backups of the default base (made when asked)."""
    import platformdirs

    path = Path(platformdirs.user_data_dir("Klantbeeld", appauthor=False))
    path.mkdir(parents=True, exist_ok=True)
    return path
