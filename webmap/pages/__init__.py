"""What pages share: a page, a list, its tables, downloads, filters, links."""
