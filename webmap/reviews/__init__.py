"""Reviews: prepared at the desk, frozen, presented; petitions of their meetings."""
