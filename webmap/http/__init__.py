"""HTTP itself: parameters, conditional answers, the response cache, headers, assets."""
