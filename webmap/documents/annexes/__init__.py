"""Annex tables of the yearly report, and their workbook."""
