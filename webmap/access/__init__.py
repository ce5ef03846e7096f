"""Who may ask for what: the table of endpoints, its guard, who asks, the ways shown to each."""
