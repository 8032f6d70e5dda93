"""The fixed words of the sentences: channels, marks, and how marks share a place."""

CHANNELS = {
    "x": "the x axis", "y": "the y axis", "x2": "the second end along x", "y2": "the second end along y",
    "xOffset": "the place within a group", "yOffset": "the place within a group", "theta": "the angle",
    "radius": "the radius", "color": "the colour", "shape": "the shape", "size": "the size", "opacity": "the opacity",
    "strokeDash": "the dashes", "strokeWidth": "the width of the line", "angle": "the direction", "text": "the label",
    "detail": "the detail", "tooltip": "the tooltip", "order": "the order", "row": "the panels",
    "column": "the panels", "facet": "the panels", "longitude": "the longitude", "latitude": "the latitude",
}  # fmt: skip
MARKS = {
    "bar": "bars", "line": "lines", "area": "areas", "point": "points", "tick": "ticks", "rule": "rules",
    "rect": "rectangles", "text": "labels", "arc": "slices of a pie", "boxplot": "box plots",
    "errorbar": "error bars", "errorband": "error bands", "geoshape": "shapes of a map", "image": "images",
}  # fmt: skip
SUMMARIES = ("boxplot", "errorbar", "errorband")  # Vega-Lite makes one such mark of many rows
OTHER_CHANNEL, OTHER_MARK = "another channel", "other marks"
PLURAL = ("the panels", "the dashes")
PLACED = {
    "stacked": "stacked",
    "filled": "stacked up to 100 %",
    "centred": "stacked around the middle",
    "overlaid": "drawn in front of one another",
    "side by side": "side by side",
}
SCALES = {"linear": "linear", "log": "logarithmic", "sqrt": "square root", "pow": "power", "symlog": "logarithmic"}
KINDS = ("quantity", "date", "category")
