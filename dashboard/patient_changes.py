"""What changed for one patient between a night the reader chooses and the one shown."""

from datetime import date

import polars as pl
import streamlit as st

from dashboard import store
from dashboard.as_known import can_be_compared, earlier_nights
from dashboard.charts.inline import NOT_KNOWN
from dashboard.figure import header, pickable_table, picked_row
from dashboard.labels import analyte_title, capital_word, word
from dashboard.language import say, say_count, say_date, say_number
from dashboard.queries import known_facts
from dashboard.queries.known_facts import changes
from dashboard.queries.sources import Record
from dashboard.source_rows import open_record
from dashboard.store import Version
from dashboard.visits import nights_visited

CHANGES = "changes"
_SINCE = "changes_since"
# Vocabulary of what a fact says beside its value; a subject not named here says it in full.
_CODES = {
    "event": "event_kind",
    "bone_agent": "atc_bone_agent",
    "radiotherapy": "bone_site",
    "surgery": "bone_site",
    "imaging": "modality",
    "review": "review_decision",
    "vital_status": "vital_status",
    "index": "index_basis",
}
_SAID = {
    "event": "bone_site",
    "calcium": "pairing",
    "surgery": "surgery_intent",
    "review": "review_reason",
    "index": "exit_status",
}


def draw_changes(version: Version, patient_id: str, endpoint: str) -> None:
    """A table of what is known now and was not, or otherwise, on an earlier night."""
    st.subheader(say("What changed since…"), help=_explained())
    nights = earlier_nights(version)
    if not nights:
        st.write(say("No version of an earlier night is kept, so there is nothing to compare."))
        return
    chosen = _chosen_night(nights, patient_id)
    before = nights[chosen]
    if not (can_be_compared(before) and can_be_compared(version)):
        st.write(say("That night was built by an earlier Osteon and cannot be compared."))
        return
    found = changes(
        store.ask(before, known_facts.known_facts, patient_id, endpoint),
        store.ask(version, known_facts.known_facts, patient_id, endpoint),
    )
    _draw(patient_id, found, chosen)


def _explained() -> str:
    return say(
        "Two published versions are compared, fact by fact: events, corrected calcium, results, "
        "treatments, imaging, reviews, vital status and index. The night proposed is the last on "
        "which you opened this patient, else the night before the one shown."
    )


def _chosen_night(nights: dict[date, Version], patient_id: str) -> date:
    seen = nights_visited(patient_id)
    last_visit = max((night for night in nights if night in seen), default=None)
    proposed = last_visit or next(iter(nights))
    chosen = st.selectbox(
        say("Compare with the night of"),
        list(nights),
        index=list(nights).index(proposed),
        key=f"{_SINCE}_{proposed:%Y%m%d}_{len(nights)}",
        format_func=lambda night: _night_in_words(night, last_visit),
        width=280,
    )
    return chosen if isinstance(chosen, date) else proposed


def _night_in_words(night: date, last_visit: date | None) -> str:
    if night == last_visit:
        return say("{night} (your last visit)", night=say_date(night))
    return say_date(night)


def _draw(patient_id: str, found: pl.DataFrame, since: date) -> None:
    if found.is_empty():
        st.write(say("Nothing changed since the night of {night}.", night=say_date(since)))
        return
    st.write(
        say_count(
            "**{count}** change since the night of {night}.",
            "**{count}** changes since the night of {night}.",
            found.height,
            night=say_date(since),
        )
    )
    pickable_table(
        in_words(found),
        CHANGES,
        say("What changed for this patient"),
        lambda: _open_rows(patient_id, found),
        {name: header(name, *told) for name, told in _titles().items()},
    )
    st.caption(say("Choose a row to open its source rows above."))


def _open_rows(patient_id: str, found: pl.DataFrame) -> None:
    """Open the rows behind the change of the row chosen, as a mark of the timeline does."""
    row = picked_row(CHANGES)
    names = [] if row is None else found["source_rows"].to_list()[row] or []
    open_record(patient_id, "\n".join(str(Record("row", name)) for name in names) or None)


def _titles() -> dict[str, tuple[str, int]]:
    """Title and width: both sides of a change are read whole on a screen of 1280."""
    return {
        "fact_on": (say("Date"), 92),
        "what": (say("What"), 220),
        "change": (say("Change"), 96),
        "before": (say("Before"), 322),
        "now": (say("Now"), 322),
        "source_rows": (say("Source rows"), 92),
    }


def in_words(found: pl.DataFrame) -> pl.DataFrame:
    """The changes as a reader sees them: fact_on, what, change, before, now, source_rows."""
    rows = [
        {
            "fact_on": row["fact_on"],
            "what": _what(row["subject"], row["code"]),
            "change": _change(row["change"], row["standing"]),
            "before": NOT_KNOWN if row["change"] == "new" else _side(row, "before_"),
            "now": NOT_KNOWN if row["change"] == "gone" else _side(row, ""),
            "source_rows": str(len(row["source_rows"] or [])),
        }
        for row in found.iter_rows(named=True)
    ]
    texts = ("what", "change", "before", "now", "source_rows")
    return pl.DataFrame(rows, schema={"fact_on": pl.Date, **dict.fromkeys(texts, pl.String)})


def _what(subject: str, code: str | None) -> str:
    if subject == "calcium":
        return say("Corrected calcium (mmol/L)")
    if subject == "result" and code:
        return analyte_title(code)
    if subject == "event":
        return capital_word("event_kind", code)
    return _subjects()[subject]


def _subjects() -> dict[str, str]:
    return {
        "result": say("Result"),
        "bone_agent": say("Bone-targeted agent"),
        "systemic_line": say("Systemic treatment"),
        "radiotherapy": say("Radiotherapy course"),
        "surgery": say("Surgery"),
        "imaging": say("Imaging"),
        "review": say("Review by a clinician"),
        "vital_status": say("Vital status"),
        "index": say("Bone metastasis"),
    }


def _change(change: str, standing: str | None) -> str:
    if change == "standing":
        return {
            "counted": say("now counted"),
            "not counted": say("no longer counted"),
            "excluded": say("now excluded"),
            "crisis": say("now in crisis"),
            "no crisis": say("no longer in crisis"),
        }.get(standing or "", say("changed"))
    return {
        "new": say("new"),
        "gone": say("gone"),
        "redated": say("redated"),
        "restated": say("corrected"),
    }[change]


def _side(row: dict[str, object], side: str) -> str:
    """One side of a change: what the fact says, its date when that changed, its standing."""
    subject, change = str(row["subject"]), row["change"]
    if change == "redated":
        day = row["before_on" if side else "fact_on"]
        return say_date(day) if isinstance(day, date) else say("no date")
    if change == "standing":
        return _standing(row[f"{side}standing"])
    parts = [*_value(row[f"{side}value"]), *_coded(subject, row[f"{side}code"])]
    parts += _told(subject, row[f"{side}said"])
    if change in ("new", "gone") and subject == "event":
        parts.append(_standing(row[f"{side}standing"]))
    return " · ".join(parts) or NOT_KNOWN


def _standing(standing: object) -> str:
    return {
        "counted": say("counted"),
        "not counted": say("not counted"),
        "excluded": say("excluded"),
        "crisis": say("crisis"),
        "no crisis": say("no crisis"),
    }.get(str(standing), NOT_KNOWN)


def _value(value: object) -> list[str]:
    return [say_number(value)] if isinstance(value, float) else []


def _coded(subject: str, code: object) -> list[str]:
    # The kind of an event and the analyte of a result are what the row is about.
    if code is None or subject in ("event", "result", "calcium"):
        return []
    return [word(_CODES[subject], str(code))] if subject in _CODES else [str(code)]


def _told(subject: str, said: object) -> list[str]:
    if not said:
        return []
    return [word(_SAID[subject], str(said))] if subject in _SAID else [str(said)]
