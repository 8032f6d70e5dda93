"""Progress: what a trainer, a manager and a learner need to see, made from the roster, the gradebook and what is kept.

`facts.gather` reads everything once; all pages, exports, reminders and certificates are made from what it returns.
"""
