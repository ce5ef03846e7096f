"""What proves and honours: documents, photos, links to criteria, awards."""
