"""The map: its page, panel, layers, figures, still pictures."""
