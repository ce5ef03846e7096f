"""The campaign: its plan, criteria and agencies."""
