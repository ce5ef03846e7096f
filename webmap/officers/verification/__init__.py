"""The verification queue: one's own entries, what waits, the word on it."""
