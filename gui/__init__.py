"""The window: pages that show state and call one action per user deed. The only home of PySide6."""
