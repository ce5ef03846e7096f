"""What is due, by who has to act, and the reminders that are mailed."""
