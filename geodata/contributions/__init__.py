"""What people gave: its rules, and the door by which it is entered and corrected."""
