"""The roll of honour."""
