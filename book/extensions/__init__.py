"""What the book adds to Sphinx. Each module has one job and can be used without the others."""

PARTS = (
    "quiz",
    "assets",
    "mathml",
    "pages",
    "description",
    "hidden_code",
    "sources",
    "icons",
    "theme_styles",
    "theme_scripts",
    "late_scripts",
    "route",
    "lookup",
    "review",
    "metric_cards",
    "first_figure",
    "brand",
    "rail",
    "opener",
    "reading",
    "your_progress",
    "not_found",
    "offline",
    "downloads",
    "language",
)


def setup(app):
    """Load all parts. `cx_machinery` changes with the code of this folder: Sphinx then writes every page anew."""
    app.add_config_value("cx_machinery", "", "env", str)
    for part in PARTS:
        app.setup_extension(f"{__name__}.{part}")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
