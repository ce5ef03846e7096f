"""Filters, groups and sums: each figure with the rows behind it."""
