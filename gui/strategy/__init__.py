"""Strategie: the channel advice for each segment within a yearly budget."""
