"""Chapters as notebooks to download: made from their source, without outputs, so that a reader runs them."""
