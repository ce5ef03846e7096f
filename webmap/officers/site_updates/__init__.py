"""A site's status: the ward's form, and reports in conflict with a newer one."""
