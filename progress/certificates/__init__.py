"""Certificates: who has earned one, the document (PDF) and the badge (Open Badges 3.0), and what was issued.

`offer` reads the settings, `earned` decides, `issue` makes, `ledger` remembers, `verify` tells a true one from others.
"""
