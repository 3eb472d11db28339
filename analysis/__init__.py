"""What the facts mean: relationship, quality, engagement, value and segment sets. Frames in, frames out."""
