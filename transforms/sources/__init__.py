"""How an extract becomes canonical: a declared mapping read over whatever a hospital delivers."""

from transforms.sources.extract import MAX_BYTES, Extract, read_extract
from transforms.sources.mapping import parse_mapping
from transforms.sources.mapping_keys import MappingError
from transforms.sources.source import Cadence, Delivery, FileFormat, FileKind, Source
from transforms.sources.unreadable import UnreadableFile

__all__ = [
    "MAX_BYTES",
    "Cadence",
    "Delivery",
    "Extract",
    "FileFormat",
    "FileKind",
    "MappingError",
    "Source",
    "UnreadableFile",
    "parse_mapping",
    "read_extract",
]
