"""The slides of a review, and their .pptx."""
