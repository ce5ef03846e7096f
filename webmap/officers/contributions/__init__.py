"""Entering what people gave, and correcting it."""
