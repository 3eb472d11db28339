"""The commands: parse, call an action, print text or JSON (design.md §4 is their contract)."""
