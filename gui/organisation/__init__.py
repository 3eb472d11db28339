"""Organisatie: what the user says of the organisation itself, and what that changes in the advice."""
