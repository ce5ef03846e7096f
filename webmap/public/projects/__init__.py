"""Projects: their list, and each in depth."""
