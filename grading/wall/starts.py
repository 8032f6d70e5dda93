"""Does nothing: that it ran shows that programs can be started here."""
