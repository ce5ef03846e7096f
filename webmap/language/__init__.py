"""Two languages: catalogues, numbers and days as text, words for the scripts."""
