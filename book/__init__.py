"""The book: its pages, its Sphinx extensions and the program that builds it."""
