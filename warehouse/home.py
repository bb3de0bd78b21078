"""Where a home keeps things: inbox, landing, rejected, sources, warehouse and the key."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """A folder that holds everything one installation of Osteon reads and writes."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def rejected(self) -> Path:
        return self.root / "rejected"

    @property
    def sources(self) -> Path:
        return self.root / "sources"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def current(self) -> Path:
        return self.warehouse / "current.duckdb"

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.toml"

    @property
    def secrets_file(self) -> Path:
        """What signs people in, as Streamlit reads it; mode 600."""
        return self.root / "secrets.toml"

    @property
    def demo_mark(self) -> Path:
        return self.root / "DEMO"

    @property
    def access(self) -> Path:
        """The access log: who opened what."""
        return self.root / "access"

    @property
    def key_file(self) -> Path:
        return self.root / "pseudonym.key"

    @property
    def reviews(self) -> Path:
        return self.root / "reviews.sqlite"

    @property
    def custody(self) -> Path:
        """What was taken out of landing, when and why; the proofs of each purge."""
        return self.root / "custody"

    @property
    def lock_file(self) -> Path:
        return self.root / "night.lock"

    @property
    def last_run(self) -> Path:
        return self.warehouse / "last_run.json"

    def create(self) -> None:
        """Make the folders that are missing; what holds patients is closed to other users."""
        for folder in (self.inbox, self.sources):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.landing, self.rejected, self.warehouse):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
