"""Two days, side by side."""
