"""Rekenregels: how profiles are computed, each setting with its default, and what a change would do."""
