"""The trainer's side: release, collect, grade, feedback, progress."""
