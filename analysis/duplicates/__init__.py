"""Which customers are perhaps one person, or one household: pure, columns in, pairs out."""
