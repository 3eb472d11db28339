"""Instellingen: language, look, text size, and which base is open."""
