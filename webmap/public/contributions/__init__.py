"""What people gave, as a list with its sums."""
