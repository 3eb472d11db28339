"""Where data lies that is too large, or not ours to hand on: tests that need it are skipped without."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
