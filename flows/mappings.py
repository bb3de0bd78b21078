"""The mappings of a home: one TOML file a feed, in `sources/`, and those of Osteon's own feeds."""

from pathlib import Path

from transforms.sources import MappingError, Source, parse_mapping
from warehouse.home import Home

_OWN = Path(__file__).parent / "own_sources"


def load_mappings(home: Home) -> tuple[Source, ...]:
    """Every mapping of the home, in order of file name, then our own. Raises MappingError."""
    paths = sorted(home.sources.glob("*.toml"))
    if not paths:
        raise MappingError(
            f"{home.sources}: no mapping (*.toml) yet; write one for each kind of extract, or "
            "run `osteon demo` for an example"
        )
    paths += sorted(_OWN.glob("*.toml"))
    sources = tuple(parse_mapping(_text(path), path.name) for path in paths)
    _require_distinct_feeds(sources, [path.name for path in paths])
    return sources


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise MappingError(f"{path.name}: not UTF-8 text; save the mapping as UTF-8") from None


def _require_distinct_feeds(sources: tuple[Source, ...], names: list[str]) -> None:
    seen: dict[str, str] = {}
    for source, name in zip(sources, names, strict=True):
        if source.feed in seen:
            raise MappingError(
                f"{name}: key `feed`: '{source.feed}' is already the feed of "
                f"{seen[source.feed]}; give each mapping its own feed name"
            )
        seen[source.feed] = name
