"""What everyone needs and what knows nothing of us: errors, text, fields, settings, paths."""
