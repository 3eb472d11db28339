"""The page Nakijken: doubles, differences with the file, what was filled in by hand, households."""
