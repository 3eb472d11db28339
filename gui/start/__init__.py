"""The first start: three choices."""
