"""The marks of charts: a shape of its own for every answer of a Party."""

MARKS = {
    "yes": ("circle", "●"),
    "no": ("circle-open", "○"),
    "text": ("hexagon-open", "⬡"),
    "not_answered": ("line-ew-open", "–"),
    "not_reported": ("x-thin-open", "×"),
    "not_applicable": ("square-open", "□"),
    "not_due": ("circle-open-dot", "⊙"),
    "absent": ("triangle-up-open", "△"),
}
"""Status -> Plotly symbol, and the character that stands for it in a line of text."""
