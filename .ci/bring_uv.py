"""Bring `uv` into a folder with nothing but the standard library: wheel, hash check, unpack.

Used by the Makefile on a machine that has Python but neither uv, pip nor venv.
The index is PIP_INDEX_URL when set, else PyPI.
"""

import hashlib
import io
import os
import platform
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

VERSION = "0.13.9"
SHA256_OF_MACHINE = {
    "x86_64": (
        "manylinux_2_17_x86_64",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "aarch64": (
        "manylinux_2_28_aarch64",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
}


def main(folder: Path) -> None:
    tag, sha256 = wheel_of_this_machine()
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/uv/"
    print(f"uv is not installed: bringing uv {VERSION} into {folder}/ …", flush=True)
    try:
        wheel = fetch(link_of_wheel(index, fetch(index).decode(), tag))
    except urllib.error.URLError as problem:
        sys.exit(
            f"{index}: cannot be reached ({problem.reason}); install uv by hand "
            "(pip install uv) and run make again"
        )
    if hashlib.sha256(wheel).hexdigest() != sha256:
        sys.exit(f"{index}: the uv {VERSION} wheel is not the expected one; nothing was installed")
    unpack(wheel, folder)


def wheel_of_this_machine() -> tuple[str, str]:
    machine = platform.machine()
    if sys.platform != "linux" or machine not in SHA256_OF_MACHINE:
        sys.exit(
            f"no uv wheel is declared for {sys.platform} {machine}; install uv by hand "
            "(pip install uv) and run make again"
        )
    return SHA256_OF_MACHINE[machine]


def link_of_wheel(index: str, page: str, tag: str) -> str:
    for link in re.findall(r'href="([^"#]+)', page):
        name = link.rsplit("/", 1)[-1]
        if name.startswith(f"uv-{VERSION}-") and tag in name and name.endswith(".whl"):
            return urllib.parse.urljoin(index, link)
    sys.exit(f"{index}: has no uv {VERSION} for {tag}; install uv by hand (pip install uv)")


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read()


def unpack(wheel: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(item for item in archive.namelist() if item.endswith("/scripts/uv"))
        unfinished = folder / ".uv.part"
        unfinished.write_bytes(archive.read(name))
    unfinished.chmod(0o755)
    unfinished.replace(folder / "uv")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
