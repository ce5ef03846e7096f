"""A project's description, and the records its owner keeps of it."""
