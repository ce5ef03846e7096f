"""The verification queue: what waits, what is odd of it, how it is decided."""
