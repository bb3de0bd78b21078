"""The refusal of a whole file."""


class UnreadableFile(ValueError):
    """A delivered file that cannot be read as a table; the sentence holds file-level facts only."""
