"""Nights in processes of their own that the machine hinders: no room on the disk, no permission."""

import ctypes
import os
import resource
import signal
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from flows.night import run_night
from tests.support.forked_night import fork, wait_for
from tests.support.tiny_hospital import believe_everything
from warehouse.durable import DiskRefused
from warehouse.home import Home

_STOPPED = 1
_CAPABILITY_VERSION_3 = 0x20080522
# CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root pass over the modes of files.
_POWERS_OVER_MODES = (1 << 1) | (1 << 2)


def night_with_files_up_to(root: Path, limit: int, told: Path) -> str:
    """Run a night that may write no file larger than `limit` bytes; returns what it said."""
    return _said(fork(_limited_night, root, limit, told), told)


def night_held_to_modes(root: Path, told: Path) -> str:
    """Run a night whose process is held to the modes of files, as root is not."""
    return _said(fork(_night_without_powers, root, told), told)


def _said(process: ForkServerProcess, told: Path) -> str:
    assert wait_for(process) == _STOPPED
    return told.read_text("utf-8")


def _limited_night(root: Path, limit: int, told: Path) -> None:
    # Ignored, the signal leaves the error: EFBIG, met by the system's own write.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, highest = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, highest))
    _told_night(root, told)


def _night_without_powers(root: Path, told: Path) -> None:
    if os.geteuid() == 0:
        _give_up_powers_over_modes()
    _told_night(root, told)


def _told_night(root: Path, told: Path) -> None:
    try:
        run_night(Home(root), judge=believe_everything)
    except (DiskRefused, OSError) as problem:
        _, highest = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (highest, highest))
        told.write_text(f"{type(problem).__name__}: {problem}", "utf-8")
        raise SystemExit(_STOPPED) from None


def _give_up_powers_over_modes() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    sets[0] &= ~_POWERS_OVER_MODES & 0xFFFFFFFF
    if libc.capset(header, sets) != 0:
        raise OSError(ctypes.get_errno(), "capset")
