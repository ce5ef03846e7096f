"""The verification queue: what waits, warnings about it, how it is decided."""
