"""Persons behind opaque ids: kept apart, erasable."""
