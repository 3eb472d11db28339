"""Measurements of whole actions, each beside its floor in the same run."""
