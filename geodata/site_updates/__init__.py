"""Reports of a site's progress: what is reported, its rules, an officer's sites."""
