"""Truth and rules of the campaign: store, models, queries, doors. Knows nothing of HTTP or maps."""
