"""Projects at a moment: their state, progress, money, history."""
