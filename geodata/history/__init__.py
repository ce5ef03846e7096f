"""What changed, when and by whom: the feed, a project's changes, the journal."""
