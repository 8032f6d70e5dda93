"""Fernwick's sample data: the contract (`schema`), the generators, the frozen tables and their checks."""
