"""Grade as work comes in: look at nbgrader's exchange, collect, grade, give back. The verb is `watch`."""
