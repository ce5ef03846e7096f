"""What an owner keeps of a project: description, plan, money, records."""
