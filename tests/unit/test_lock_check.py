"""The lock check: our lock is sound, and each way to break a copy of it is told."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK, AUDIT = ROOT / ".ci" / "check_lock.py", ROOT / ".ci" / "audit.py"
FILES = ("uv.lock", "pyproject.toml", ".ci/allowed_dependencies.toml")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / ".ci").mkdir()
    for name in FILES:
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def checked(root: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, str(CHECK), str(root)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def broken(copy: Path, name: str, before: str, after: str) -> str:
    path = copy / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    code, said = checked(copy)
    assert code == 1 and "Traceback" not in said
    return said


def test_our_lock_is_sound(copy: Path) -> None:
    assert checked(copy) == (
        0,
        "uv.lock: every package is pinned, hashed, of PyPI, and asked for by name\n",
    )


def test_a_file_without_its_hash_is_told(copy: Path) -> None:
    said = broken(copy, "uv.lock", 'hash = "sha256:', 'hash = "md5:')
    assert said == "uv.lock: aiosqlite 0.22.1: a file of it has no sha256\n"


def test_a_file_from_elsewhere_is_told(copy: Path) -> None:
    said = broken(copy, "uv.lock", "https://files.pythonhosted.org/", "https://example.org/")
    assert "aiosqlite 0.22.1: a file of it is not on https://files.pythonhosted.org/" in said


@pytest.mark.parametrize(
    "source", ['git = "https://example.org/x?rev=1"', 'url = "https://example.org/x.whl"']
)
def test_a_package_by_address_is_told(copy: Path, source: str) -> None:
    said = broken(copy, "uv.lock", 'registry = "https://pypi.org/simple"', source)
    assert f"aiosqlite 0.22.1 does not come from PyPI but by {source.split()[0]}" in said


def test_another_index_is_told(copy: Path) -> None:
    said = broken(copy, "uv.lock", "https://pypi.org/simple", "https://example.org/simple")
    assert "does not come from PyPI" in said


def test_a_dependency_nobody_looked_at_is_told(copy: Path) -> None:
    said = broken(copy, "pyproject.toml", '    "babel",\n', '    "babel",\n    "left-pad>=1",\n')
    assert "left-pad is not in .ci/allowed_dependencies.toml" in said
    assert "pyproject.toml asks for left-pad, which uv.lock does not hold" in said


def test_a_dependency_by_address_is_told(copy: Path) -> None:
    said = broken(copy, "pyproject.toml", '"babel"', '"babel @ https://example.org/babel.whl"')
    assert said == "pyproject.toml: babel is asked for by address; ask for a release\n"


def test_a_dependency_that_left_is_told_twice(copy: Path) -> None:
    said = broken(copy, "pyproject.toml", '    "babel",\n', "")
    assert ".ci/allowed_dependencies.toml: nothing asks for babel" in said
    assert "uv.lock still holds babel" in said


def test_a_source_of_its_own_is_told(copy: Path) -> None:
    said = broken(
        copy,
        "pyproject.toml",
        "[build-system]",
        '[tool.uv.sources]\nx = { path = "." }\n[build-system]',
    )
    assert "[tool.uv.sources] takes packages from elsewhere" in said


def test_a_lock_that_is_no_lock_is_told(copy: Path) -> None:
    said = broken(copy, "uv.lock", "version = 1", "version = = 1")
    assert said.startswith("uv.lock: cannot be read")


def test_an_audit_that_could_not_ask_says_so() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    done = subprocess.run(
        [sys.executable, str(AUDIT), "uv", "--advisories", nobody],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"NOT AUDITED: {nobody} cannot be reached (")
