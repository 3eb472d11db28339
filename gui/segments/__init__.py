"""Segmenten: a set of cells as a table and a picture, and the way to the customers in a cell."""
