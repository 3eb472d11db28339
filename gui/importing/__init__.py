"""Importeren: from a file to facts in the base, one step at a time, and the history of what was done."""
