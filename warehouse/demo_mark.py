"""The mark of a simulated hospital: what lets a dashboard be read without signing in.

A file of the right name is not enough: the mark names the mappings the demo wrote, so that it
neither survives a hospital's own mapping laid beside them nor works when copied elsewhere.
"""

import hashlib

from warehouse.home import Home

_SAID = "Everything in this home is synthetic."
_MAPPINGS = "Its mappings: sha256 "


def mark_as_demo(home: Home) -> None:
    """Say of a home that nobody in it exists, for as long as its mappings stay what they are."""
    home.demo_mark.write_text(f"{_SAID}\n{_MAPPINGS}{_fingerprint(home)}\n", "utf-8")


def is_demo(home: Home) -> bool:
    """The home is marked as a demo, and its mappings are those it was marked with."""
    try:
        told = home.demo_mark.read_text("utf-8", errors="replace")
        return told.splitlines() == [_SAID, f"{_MAPPINGS}{_fingerprint(home)}"]
    except OSError:
        # Absent, a folder of that name, unreadable: none of them is a mark.
        return False


def _fingerprint(home: Home) -> str:
    parts = [
        f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(home.sources.glob("*.toml"))
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
