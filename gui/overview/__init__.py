"""Overzicht: what is in the base and what waits for the user."""
