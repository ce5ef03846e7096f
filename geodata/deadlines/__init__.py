"""What is due and overdue, by who has to act, and the reminders of it."""
