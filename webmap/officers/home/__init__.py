"""The first page after sign-in: cards by role."""
