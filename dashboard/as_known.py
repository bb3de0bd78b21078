"""One patient as known on a past night: which nights are kept, and which one is shown."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import store
from dashboard.language import say, say_date
from dashboard.queries import readable
from dashboard.store import Version

NIGHT = "night"
_CHOICE = "night_choice"


def version_as_known(place: DeltaGenerator) -> Version | None:
    """Draw the choice of the night in a place; the version to show the patient from.

    The address says which: `/patient?id=…&night=2026-03-01`. None, said aloud, when that night
    cannot be shown: the page then shows nothing, rather than another night.
    """
    last = store.version_shown()
    nights = _nights(last)
    asked = st.query_params.get(NIGHT)
    if asked is None:
        with place:
            _choose(nights, None)
        return _last_shown(last)
    night = _night(asked)
    if night is None or night not in nights:
        _say_not_kept(asked, nights)
        return None
    with place:
        _choose(nights, night)
    version = nights[night]
    if version == last:
        return _last_shown(last)
    return version if _may_be_shown(version, night) else None


def earlier_nights(version: Version) -> dict[date, Version]:
    """The nights kept that came before a version, latest first, each with its version."""
    nights = store.nights_kept()
    shown = next((night for night, kept in nights.items() if kept == version), None)
    earlier = [night for night in nights if shown is None or night < shown]
    return {night: nights[night] for night in reversed(earlier) if nights[night] != version}


def night_of(version: Version) -> date | None:
    """The night of a version; None when its name tells none."""
    found = [night for night, kept in store.nights_kept().items() if kept == version]
    return found[0] if found else None


def can_be_read(version: Version) -> bool:
    """The version holds what the page cannot do without, whichever Osteon built it."""
    return not store.ask(version, readable.columns_needed)


def can_be_compared(version: Version) -> bool:
    """The version holds everything: no earlier Osteon built it, which knew less of every fact."""
    return not store.ask(version, readable.columns_missing)


def _nights(last: Version) -> dict[date, Version]:
    """Nights up to the last one: after a return to an older version, later ones do not count."""
    nights = store.nights_kept()
    last_night = next((night for night, kept in nights.items() if kept == last), None)
    return {
        night: kept for night, kept in nights.items() if last_night is None or night <= last_night
    }


def _night(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choose(nights: dict[date, Version], shown: date | None) -> None:
    """A menu of the nights, the one shown chosen."""
    if len(nights) < 2:
        return
    latest_first = sorted(nights, reverse=True)
    st.session_state[_CHOICE] = shown or latest_first[0]
    st.selectbox(
        say("As known on"),
        latest_first,
        key=_CHOICE,
        format_func=lambda night: _night_in_words(night, latest_first[0]),
        help=say(
            "The page as it was that night: charts, events and records come from the version "
            "published then. Nights whose version is still kept can be chosen."
        ),
        on_change=_go_to_chosen,
        args=(latest_first[0],),
        width=230,
    )


def _night_in_words(night: date, last: date) -> str:
    return say("{night} (last)", night=say_date(night)) if night == last else say_date(night)


def _go_to_chosen(last: date) -> None:
    chosen = st.session_state[_CHOICE]
    if chosen == last:
        st.query_params.pop(NIGHT, None)
    else:
        st.query_params[NIGHT] = chosen.isoformat()


def _back_to_last() -> None:
    st.query_params.pop(NIGHT, None)


def _last_shown(last: Version) -> Version | None:
    """The last version; None, said aloud, until a night of this Osteon has built one."""
    if can_be_read(last):
        _say_what_is_not_held(last)
        return last
    st.error(
        say(
            "The last version was built by an earlier Osteon, whose tables this page cannot read. "
            "It can be read again after the next night."
        )
    )
    return None


def _say_what_is_not_held(version: Version) -> None:
    """Name what an earlier Osteon did not know yet, lest it be taken for nothing to know."""
    missing = store.ask(version, readable.columns_missing)
    if missing:
        names = dict.fromkeys(name.rpartition(".")[0] for name in missing)
        st.caption(
            say(
                "An earlier Osteon built this version. What it did not hold yet is shown as "
                "missing, in {tables}.",
                tables=", ".join(f"`{name}`" for name in names),
            )
        )


def _may_be_shown(version: Version, night: date) -> bool:
    if not can_be_read(version):
        st.error(
            say(
                "The night of {night} was built by an earlier Osteon, whose tables this page "
                "cannot read.",
                night=say_date(night),
            )
        )
        _offer_last()
        return False
    with st.container(border=True, key="past_night"):
        st.warning(
            say(
                "**A past night is shown: as known on {night}.** What became known since is not "
                "on this page.",
                night=say_date(night),
            )
            + " "
            + say("Version {version}.", version=version.name),
            icon=":material/history:",
        )
        _say_what_is_not_held(version)
        _offer_last()
    return True


def _say_not_kept(asked: str, nights: dict[date, Version]) -> None:
    said = _night(asked)
    st.error(
        say("`{night}` is not a night; write 2026-03-01.", night=asked.replace("`", ""))
        if said is None
        else say(
            "No version of the night of {night} is kept. {count} nights are, from {first} to "
            "{last}.",
            night=say_date(said),
            count=len(nights),
            first=say_date(min(nights)),
            last=say_date(max(nights)),
        )
        if nights
        else say("No version of a past night is kept.")
    )
    _offer_last()


def _offer_last() -> None:
    st.button(
        say("Show the last night"),
        key="last_night",
        icon=":material/update:",
        on_click=_back_to_last,
    )
