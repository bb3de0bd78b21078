"""Colours, declared once and used the same way on every page.

Event kinds: Okabe and Ito 2008. Histologies: Tol's bright scheme. Both are told apart by
readers with any of the three colour-vision deficiencies. Shapes repeat what colours say.
"""

EVENT_KINDS: dict[str, str] = {
    "FX": "#D55E00",
    "SCC": "#009E73",
    "RT": "#E69F00",
    "SX": "#0072B2",
    "HCM": "#CC79A7",
}
EVENT_SHAPES: dict[str, str] = {
    "FX": "triangle-up",
    "SCC": "diamond",
    "RT": "cross",
    "SX": "square",
    "HCM": "triangle-down",
}
HISTOLOGIES: dict[str, str] = {
    "adenocarcinoma": "#4477AA",
    "squamous": "#EE6677",
    "small_cell": "#228833",
    "large_cell": "#CCBB44",
    "not_specified": "#AA3377",
}
# Parts of a stratum without colours of their own: Tol's bright scheme, in order.
PARTS: tuple[str, ...] = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377")

# Grey says "nothing is known" and nothing else: never failure, never zero.
MISSING = "#B4B4B4"
EXCLUDED = "#9A9A9A"

# Words on a chart, by the background the reader prefers.
TEXT: dict[str, str] = {"light": "#4B5563", "dark": "#C9D1D9"}
# Marks that must show on both backgrounds.
INK = "#7C858E"
DEATH = "#7D7D7D"
FIRST_EVENT = "#4477AA"
# What must not be quoted, drawn only to be compared.
NAIVE = "#9A9A9A"
# Counts on the body, from few to many, dark words readable on all; nothing counted: no colour.
BODY_COUNTS: tuple[str, str] = ("#E3EDF7", "#5D9CD6")
BODY_OUTLINE = "#8A949E"
OURS = "#4477AA"
PUBLISHED_VALUE = "#B07A2B"
PROVISIONAL = "#E3B54C"

REFERENCE_BAND = "#7FB08A"
TRIAL_LIMIT = "#B07A2B"
CRISIS_LIMIT = "#D6404F"
RESULT = "#5C7A99"
DOUBTFUL = "#B9CADB"
ABOVE_LIMIT = EVENT_KINDS["HCM"]

SYSTEMIC_LINE = "#A9BDD6"
BONE_AGENT = "#6F8F7A"
MISSED_DOSE = "#C2452D"
OPENED = "#D55E00"
LESION = "#8A6FB3"
HYPOCALCAEMIA = "#56B4E9"
BAR_LABEL = "#1F2933"

DELIVERED = "#6C9BC8"
PARTLY_REJECTED = "#E3B54C"
# From good to bad, told apart with any colour-vision deficiency and by lightness alone.
GOOD, FAIR, POOR, BAD = "#6C9BC8", "#CFE0EF", "#E3B54C", "#B5651D"
NOT_RECORDED = "#DADADA"
TARGET_MET, TARGET_MISSED = "#4477AA", "#B5651D"
ROW_FATES: dict[str, str] = {
    "rows_accepted": "#6C9BC8",
    "rows_superseded": "#A9BDD6",
    "rows_duplicate": "#CBB8D9",
    "rows_rejected": "#B5651D",
}
SEVERITIES: dict[str, str] = {
    "block": "#B5651D",
    "error": "#B5651D",
    "warning": "#E3B54C",
    "info": "#A9BDD6",
}
