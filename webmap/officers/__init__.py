"""Pages behind sign-in, by what an officer came to do."""
