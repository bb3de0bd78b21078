"""Where the files of each night are put."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Inbox:
    """Writes files into the folder of their night."""

    folder_of: Callable[[date], Path]

    def put(self, night: date, name: str, parts: Iterable[bytes]) -> None:
        """A file of one night, written part by part."""
        with self._path(night, name).open("wb") as file:
            file.writelines(parts)

    def put_again(self, night: date, name: str, later: date, new_name: str) -> None:
        """The same bytes once more, on a later night and under another name."""
        shutil.copyfile(self._path(night, name), self._path(later, new_name))

    def _path(self, night: date, name: str) -> Path:
        folder = self.folder_of(night)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name
