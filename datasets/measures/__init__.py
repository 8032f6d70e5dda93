"""The planted effects, measured as a learner would measure them: from the published tables only."""
