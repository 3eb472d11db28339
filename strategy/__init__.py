"""What to do: channel catalogue, facts per customer, rules, advice and budget. Frames in, advice out."""
