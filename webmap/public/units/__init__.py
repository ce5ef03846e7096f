"""Wards and communes, and what each holds."""
