"""Pages that anybody sees."""
