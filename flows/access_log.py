"""`osteon access-log`: who opened what, in lines a person reads, and whether the chain holds."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from warehouse.access_chain import entries, verify
from warehouse.access_log import Entry
from warehouse.home import Home


def openings_in_words(
    home: Home, patient: str | None, user: str | None, since: date | None
) -> Iterator[str]:
    """A line an opening, oldest first, then how many there are and whose are flagged as bulk.

    patient: beginning of a pseudonym. user: a key, or what names the person at their provider.
    """
    start = None if since is None else datetime.combine(since, time(), UTC)
    count, bulk = 0, Counter[str]()
    for entry in entries(home, patient, user, start):
        yield _in_words(entry)
        count += 1
        bulk[entry.opening.who] += entry.bulk_patients is not None
    yield f"{count} openings"
    for who, flagged in sorted(bulk.items()):
        if flagged:
            yield f"BULK: {who} opened many patients in a short time ({flagged} openings flagged)"


def chain_in_words(home: Home) -> tuple[list[str], bool]:
    """What following the chain found, and whether it holds."""
    found = verify(home)
    lines = [f"BROKEN: {sentence}" for sentence in found.broken]
    lines += [f"Note: {sentence}" for sentence in found.remarks]
    if found.broken:
        lines.append(
            "The access log was altered; restore it from a back-up and ask who could write it"
        )
    else:
        lines.append(
            f"The chain holds: {found.entry_count} openings, the last with hash {found.last_hash} "
            "(keep both elsewhere: a log whose end was cut off holds too)"
        )
    return lines, not found.broken


def _in_words(entry: Entry) -> str:
    opening = entry.opening
    parts = [
        f"{entry.at:%Y-%m-%d %H:%M:%S}Z",
        opening.who,
        opening.role,
        opening.opened,
        opening.patient or "",
        " ".join(opening.choices),
        f"for {opening.purpose}" if opening.purpose else "",
        "" if entry.bulk_patients is None else f"BULK {entry.bulk_patients} patients",
    ]
    return "  ".join(part for part in parts if part)
