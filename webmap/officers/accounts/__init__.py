"""Signing in, one's own account, the administrator's pages and commands."""
