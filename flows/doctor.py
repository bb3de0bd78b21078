"""Is this machine and this home fit for a night? One line a fact, and what to do about it."""

import shutil
import socket
import stat
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from flows.mappings import load_mappings
from transforms.sources import MappingError
from warehouse.access_settings import WrongAccessSetting, access_settings
from warehouse.home import Home
from warehouse.reader import NothingPublished, NothingReadable, published_version
from warehouse.recover import set_aside
from warehouse.review_store import StoreUnreachable, review_store
from warehouse.secret import KeyProblem, pseudonym_key

_PACKAGES = (
    "prefect",
    "duckdb",
    "polars",
    "great-expectations",
    "streamlit",
    "sqlalchemy",
    "fastapi",
    "duckdb-engine",
)
_LEAST_FREE_BYTES = 2 * 1024**3
_DASHBOARD_PORT = 8501


@dataclass(frozen=True)
class Fact:
    """Something looked at: what it is, and what to do when it is a problem."""

    what: str
    remedy: str | None = None


def examine(home: Home) -> list[Fact]:
    """Versions, paths, configuration, free disk: problems carry their remedy."""
    return [
        _python(),
        *_packages(),
        *_folders(home),
        _mappings(home),
        _key(home),
        _review_store(home),
        _sign_in(home),
        _published(home),
        *_set_aside(home),
        _disk(home),
        _port(),
    ]


def _python() -> Fact:
    text = f"Python {sys.version.split()[0]}"
    return Fact(text) if sys.version_info >= (3, 11) else Fact(text, "install Python 3.11 or later")


def _packages() -> list[Fact]:
    facts = []
    for name in _PACKAGES:
        try:
            facts.append(Fact(f"{name} {version(name)}"))
        except PackageNotFoundError:
            facts.append(Fact(f"{name} is not installed", "run `uv sync` (or `make setup`)"))
    return facts


def _folders(home: Home) -> list[Fact]:
    if not home.root.exists():
        return [
            Fact(
                f"home {home.root} does not exist yet",
                "run `osteon demo`, or create it with your mappings in sources/",
            )
        ]
    facts = [Fact(f"home {home.root.resolve()}")]
    if home.landing.exists() and stat.S_IMODE(home.landing.stat().st_mode) & 0o077:
        facts.append(
            Fact(f"{home.landing} is open to other users", f"run `chmod 700 {home.landing}`")
        )
    return facts


def _mappings(home: Home) -> Fact:
    try:
        return Fact(f"{len(load_mappings(home))} mappings, in {home.sources} and of our own feeds")
    except MappingError as problem:
        return Fact("the mappings cannot be used", str(problem))


def _key(home: Home) -> Fact:
    if not home.key_file.exists() and not home.current.exists():
        return Fact("no pseudonym key yet: the first night creates it")
    try:
        pseudonym_key(home)
    except KeyProblem as problem:
        return Fact("the pseudonym key cannot be used", str(problem))
    if stat.S_IMODE(home.key_file.stat().st_mode) & 0o077:
        return Fact(f"{home.key_file} is open to other users", f"run `chmod 600 {home.key_file}`")
    return Fact("pseudonym key present, mode 600")


def _sign_in(home: Home) -> Fact:
    try:
        settings = access_settings(home).sign_in
    except WrongAccessSetting as problem:
        return Fact("nobody can sign in", str(problem))
    path = home.secrets_file
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Fact(f"{path} is open to other users", f"run `chmod 600 {path}`")
    if settings is None:
        return Fact("signing in is not configured: the dashboard serves a demo only")
    if not path.exists():
        return Fact("nobody can sign in", f"write [auth] into {path}, as the README shows")
    return Fact(f"people sign in; {len(settings.roles)} values of the claim have a role")


def _review_store(home: Home) -> Fact:
    try:
        store = review_store(home)
        said = len(store.verdicts()) + len(store.answers())
    except StoreUnreachable as problem:
        return Fact("the review store cannot be used", str(problem))
    store.close()
    return Fact(f"review store with {said} verdicts and answers")


def _published(home: Home) -> Fact:
    try:
        published = published_version(home)
    except NothingReadable as problem:
        return Fact("no version can be read", str(problem))
    except NothingPublished:
        return Fact("nothing published yet")
    if published.instead_of is not None:
        return Fact(
            f"the version {published.instead_of} cannot be read, {published.path.stem} is shown",
            "run `osteon nightly`: it sets the damaged version aside and builds on the last "
            "one that is whole",
        )
    return Fact(f"published version {published.path.stem}")


def _set_aside(home: Home) -> list[Fact]:
    return [
        Fact(
            f"{path.name} was found damaged and set aside", f"look at the disk; then remove {path}"
        )
        for path in set_aside(home)
    ]


def _disk(home: Home) -> Fact:
    where = home.root if home.root.exists() else home.root.absolute().parent
    free = shutil.disk_usage(where).free
    text = f"{free / 1024**3:.0f} GiB free"
    if free < max(_LEAST_FREE_BYTES, 3 * _size_of_current(home)):
        return Fact(text, "free some disk: a night needs room for a copy of the warehouse")
    return Fact(text)


def _size_of_current(home: Home) -> int:
    return home.current.resolve().stat().st_size if home.current.exists() else 0


def _port() -> Fact:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", _DASHBOARD_PORT)) == 0
    if taken:
        return Fact(f"port {_DASHBOARD_PORT} answers: a dashboard may be running already")
    return Fact(f"port {_DASHBOARD_PORT} is free for the dashboard")
