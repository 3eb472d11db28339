"""Results → workbooks and documents: what leaves the program."""
