"""Documents of a frozen review: slides, report, tables, map. Made of its figures alone."""
