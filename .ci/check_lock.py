"""What is installed is what was looked at: uv.lock held against our rules, offline (`make check`).

Every package is pinned, comes from PyPI and from nowhere else, and every file of it has its
sha256; every direct dependency is in allowed_dependencies.toml with the reason it is there; the
lock is that of pyproject.toml; no installed licence is one we cannot distribute under. A lock does
not say whether a release was yanked or has a known weakness: `make audit` asks.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYPI = "https://pypi.org/simple"
FILES = "https://files.pythonhosted.org/"
PROJECT = "osteon"
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NOT_OURS_TO_USE = re.compile(
    r"AGPL|Affero|SSPL|Server Side Public|BUSL|Business Source|Commons Clause|Proprietary", re.I
)

Table = Mapping[str, object]


def problems(root: Path) -> Iterator[str]:
    """What is wrong with the lock of a project, one sentence each; nothing when it is sound."""
    project = _read(root / "pyproject.toml")
    packages = _tables(_read(root / "uv.lock").get("package"))
    allowed = _read(root / ".ci" / "allowed_dependencies.toml")
    asked = list(_requirements(project))
    yield from _of_requirements(asked, allowed, project)
    for package in packages:
        if package.get("name") != PROJECT:
            yield from _of_package(package)
    locked = {str(package.get("name")) for package in packages}
    for name in sorted({normal(item) for item in asked} - locked):
        yield f"pyproject.toml asks for {name}, which uv.lock does not hold; run `uv lock`"
    yield from _of_direct(packages, {normal(item) for item in asked})


def normal(requirement: str) -> str:
    """The name a requirement is about, as registries compare names."""
    found = _NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else requirement


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        sys.exit(f"{path.name}: cannot be read ({problem}); restore it from git")


def _tables(found: object) -> list[Table]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _table(found: object) -> Table:
    return found if isinstance(found, dict) else {}


def _requirements(project: Table) -> Iterator[str]:
    """Every requirement of the project: of running it, of an extra, of developing it."""
    declared = _table(project.get("project"))
    lists = [
        declared.get("dependencies"),
        *_table(declared.get("optional-dependencies")).values(),
        *_table(project.get("dependency-groups")).values(),
        _table(project.get("build-system")).get("requires"),
    ]
    for items in lists:
        if isinstance(items, list):
            yield from (item for item in items if isinstance(item, str) and normal(item) != BUILDER)


BUILDER = "hatchling"  # uv fetches it to build our own package; it is not in the lock


def _of_requirements(asked: list[str], allowed: Table, project: Table) -> Iterator[str]:
    for item in asked:
        if "@" in item or "://" in item:
            yield f"pyproject.toml: {normal(item)} is asked for by address; ask for a release"
        if normal(item) not in allowed:
            yield (
                f"pyproject.toml: {normal(item)} is not in .ci/allowed_dependencies.toml; add it "
                "there with the reason, once somebody has looked at it"
            )
    for name in sorted(set(allowed) - {normal(item) for item in asked}):
        yield f".ci/allowed_dependencies.toml: nothing asks for {name}; take it out"
    if _table(_table(project.get("tool")).get("uv")).get("sources"):
        yield "pyproject.toml: [tool.uv.sources] takes packages from elsewhere; take it out"


def _of_package(package: Table) -> Iterator[str]:
    said = f"uv.lock: {package.get('name')} {package.get('version', '')}".rstrip()
    source = _table(package.get("source"))
    if source != {"registry": PYPI}:
        yield f"{said} does not come from PyPI but by {', '.join(source) or 'nothing'}"
    if not package.get("version"):
        yield f"{said} has no version"
    files = [*_tables(package.get("wheels")), *_tables([package.get("sdist")])]
    if not files:
        yield f"{said} names no file to install"
    for file in files:
        if not _SHA256.fullmatch(str(file.get("hash"))):
            yield f"{said}: a file of it has no sha256"
        if not str(file.get("url", "")).startswith(FILES):
            yield f"{said}: a file of it is not on {FILES}"
    if (licence := licence_of(str(package.get("name")))) and _NOT_OURS_TO_USE.search(licence):
        yield f"{said} is under {licence}, under which Osteon cannot be distributed"


def _of_direct(packages: list[Table], asked: set[str]) -> Iterator[str]:
    """The lock says of what pyproject.toml it is; another one has not been resolved."""
    own = next((item for item in packages if item.get("name") == PROJECT), {})
    details = _table(own.get("metadata"))
    groups = _table(details.get("requires-dev")).values()
    lists = [details.get("requires-dist"), *groups]
    known = {str(item.get("name")) for items in lists for item in _tables(items)}
    for name in sorted(known - asked):
        yield f"uv.lock still holds {name}, which pyproject.toml asks for no more; run `uv lock`"


def licence_of(name: str) -> str | None:
    """The short name of the licence of an installed package; None when it is not installed.

    The text of a licence names others, so only a field that is one line is read.
    """
    try:
        told = metadata(name).json
    except PackageNotFoundError:
        return None
    fields = [
        told.get("license_expression"),
        told.get("license"),
        *_licences(told.get("classifier")),
    ]
    short = [str(field) for field in fields if field and "\n" not in str(field).strip()]
    return "; ".join(short) or None


def _licences(classifiers: object) -> list[object]:
    told = classifiers if isinstance(classifiers, list) else []
    return [item for item in told if str(item).startswith("License")]


def main() -> None:
    parser = argparse.ArgumentParser(description="Hold uv.lock against our rules, offline.")
    parser.add_argument("root", nargs="?", type=Path, default=ROOT)
    found = list(problems(parser.parse_args().root))
    if found:
        sys.exit("\n".join(found))
    print("uv.lock: every package is pinned, hashed, of PyPI, and asked for by name")


if __name__ == "__main__":
    main()
