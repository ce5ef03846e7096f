"""Who signs in: accounts, passwords and codes, sessions, tokens, throttling of guesses."""
