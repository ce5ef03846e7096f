"""Feeds of changes, the sitemap, what crawlers may read."""
