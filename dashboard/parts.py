"""The cohort divided: what by, the parts in words, and one colour a part everywhere."""

from collections.abc import Iterable

from dashboard.labels import capital_word
from dashboard.language import say
from dashboard.palette import HISTOLOGIES, MISSING, PARTS
from warehouse.schema import VOCABULARIES

EVERYBODY, UNKNOWN = "all", "unknown"


def stratum_names() -> dict[str, str]:
    """What the cohort is divided by, in a few words."""
    return {
        EVERYBODY: say("Whole cohort"),
        "histology": say("Histology"),
        "molecular_group": say("Molecular group"),
        "ntx_stratum": say("Urinary NTX"),
        "weight_bearing_lesion": say("Weight-bearing"),
        "bone_agent": say("Bone agent"),
        "first_agent": say("Agent by name"),
    }


def part_title(stratum: str, value: str) -> str:
    """A part of a stratum in a few words; the code when nobody named it."""
    if value == UNKNOWN:
        return say("Unknown")
    if stratum == "histology" and value in VOCABULARIES["histology"].meanings:
        return capital_word("histology", value)
    if stratum == "first_agent":
        return capital_word("first_agent", value)
    return _titles().get((stratum, value), value)


def _titles() -> dict[tuple[str, str], str]:
    return {
        (EVERYBODY, EVERYBODY): say("Whole cohort"),
        ("molecular_group", "triple_negative"): say("Triple-negative"),
        ("molecular_group", "incomplete_testing"): say("Testing incomplete"),
        ("molecular_group", "EGFR_other"): say("EGFR, other"),
        ("ntx_stratum", "low"): say("Under 50"),
        ("ntx_stratum", "moderate"): say("50 to under 100"),
        ("ntx_stratum", "high"): say("100 or more"),
        ("weight_bearing_lesion", "yes"): say("With one"),
        ("weight_bearing_lesion", "no"): say("Without"),
        ("bone_agent", "before"): say("Before the first"),
        ("bone_agent", "since"): say("Since the first"),
    }


_ORDER = {
    "histology": VOCABULARIES["histology"].codes,
    "molecular_group": VOCABULARIES["molecular_group"].codes,
    "ntx_stratum": ("low", "moderate", "high"),
    "weight_bearing_lesion": ("no", "yes"),
    "bone_agent": ("before", "since"),
    "first_agent": VOCABULARIES["first_agent"].codes,
}


def in_order(stratum: str, values: Iterable[str]) -> list[str]:
    """The parts as a reader expects them: least first, unknown last."""
    order = list(_ORDER.get(stratum, ()))
    return sorted(
        values, key=lambda value: (order.index(value) if value in order else len(order), value)
    )


def part_colour(stratum: str, value: str) -> str:
    """The colour of a part: of its histology, else by its place; grey when it is not known."""
    if value == UNKNOWN:
        return MISSING
    if stratum == "histology":
        return HISTOLOGIES.get(value, MISSING)
    order = list(_ORDER.get(stratum, ())) or [value]
    return PARTS[order.index(value) % len(PARTS)] if value in order else PARTS[0]
