"""Klanten: the table of customers with the profile of one of them beside it."""
