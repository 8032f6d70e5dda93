"""Measurements of what was planted in buying, arriving, coming back and running out."""
