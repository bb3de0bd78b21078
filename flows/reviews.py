"""What the review store holds, delivered to the night as any extract is.

Landing keeps it, so that a rebuild reproduces what clinicians decided, and every applied verdict
opens to a file and a line. Notes stay in the store.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from warehouse.durable import sync_file, sync_folder
from warehouse.home import Home
from warehouse.landing import SHORT_HASH, landed_files
from warehouse.review_store import (
    EventVerdict,
    Given,
    StoreUnreachable,
    WorklistAnswer,
    review_store,
    standings,
)

_STAMP = "%Y%m%dT%H%M%S%f"
_KEPT_BACK = ("note", "version")  # what was written in words, and what was looked at


def deliver_reviews(home: Home) -> str | None:
    """Write what people said into the inbox; returns why it could not be asked for, if so.

    The night then goes on with what landing holds of earlier nights. The same content has the same
    name and bytes on any night; what landing holds already is not delivered again.
    """
    try:
        store = review_store(home)
        verdicts, answers = store.verdicts(), store.answers()
    except StoreUnreachable as problem:
        return f"{problem}; what was said before stays in force"
    store.close()
    _deliver(home, "OSTEON_VERDICTS", verdicts, standings(verdicts))
    _deliver(home, "OSTEON_ANSWERS", answers, standings(answers))
    return None


def _deliver(
    home: Home,
    prefix: str,
    given: Sequence[Given[EventVerdict] | Given[WorklistAnswer]],
    standing: Mapping[str, str],
) -> None:
    """One extract of every entry, dated by the last of them; none when nobody spoke."""
    if not given:
        return
    name = f"{prefix}_{given[-1].given_at.strftime(_STAMP)}.ndjson"
    content = "".join(
        _line(item, standing[item.key]) for item in given if item.key in standing
    ).encode()
    source_file = f"{sha256(content).hexdigest()[:SHORT_HASH]}/{name}"
    if not _is_landed(home, source_file, name):
        _write(home.inbox, name, content)


def _is_landed(home: Home, source_file: str, name: str) -> bool:
    """Whether landing holds the extract, or what a patient's opposition left of the same one."""
    return any(
        landed.source_file == source_file
        or (landed.name == name and landed.content_sha256 is not None)
        for landed in landed_files(home)
    )


def _line(given: Given[EventVerdict] | Given[WorklistAnswer], standing: str) -> str:
    said = {name: value for name, value in asdict(given.entry).items() if name not in _KEPT_BACK}
    row = {"key": given.key, "given_at": given.given_at.isoformat(), "standing": standing, **said}
    return json.dumps(row, ensure_ascii=False) + "\n"


def _write(inbox: Path, name: str, content: bytes) -> None:
    """Whole or not at all: what a killed night left unfinished is written over by the next."""
    unfinished = inbox / ".osteon-reviews.part"
    unfinished.write_bytes(content)
    sync_file(unfinished)
    unfinished.replace(inbox / name)
    sync_folder(inbox)
