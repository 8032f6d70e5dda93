"""The book in other languages: one English source, a catalog of messages for each page and language."""
