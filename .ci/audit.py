"""Known weaknesses of what uv.lock installs, asked of PyPI's advisories: `make audit`.

pip-audit runs apart from our environment. Exit code 0: none is known; 1: some are, listed; 2: the
advisories could not be reached, so nothing is known, which is said.
"""

import argparse
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
ADVISORIES = "https://pypi.org/pypi/pip/25.0/json"
NOT_AUDITED = 2


def unreachable(address: str) -> str | None:
    """Why the advisories cannot be asked; None when they answer."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            found = answer.read(10_000_000)
    except (urllib.error.URLError, OSError) as problem:
        return str(getattr(problem, "reason", problem))
    return None if b'"vulnerabilities"' in found else "what answers there holds no advisories"


def audit(uv: str, folder: Path) -> int:
    """Ask about every locked package, of this machine's Python; returns pip-audit's answer."""
    asked = folder / "requirements.txt"
    export = ["export", "--frozen", "--all-groups", "--all-extras", "--no-emit-project", "--quiet"]
    subprocess.run([uv, *export, "--output-file", str(asked)], cwd=ROOT, check=True)
    tool = [uv, "tool", "run", "pip-audit", "--require-hashes", "--disable-pip"]
    return subprocess.run([*tool, "--requirement", str(asked)], check=False).returncode


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask for known weaknesses of what is locked.")
    parser.add_argument("uv", help="the uv to run pip-audit with")
    parser.add_argument("--advisories", default=ADVISORIES, help="page that has to answer first")
    options = parser.parse_args()
    problem = unreachable(options.advisories)
    if problem is not None:
        print(
            f"NOT AUDITED: {options.advisories} cannot be reached ({problem}). Nothing is known of "
            "weaknesses published since the lock was made; run `make audit` on a machine with "
            "access to PyPI. `make check` has looked at the lock itself.",
            file=sys.stderr,
        )
        raise SystemExit(NOT_AUDITED)
    with tempfile.TemporaryDirectory() as folder:
        raise SystemExit(audit(options.uv, Path(folder)))


if __name__ == "__main__":
    main()
