"""How an extract becomes canonical: a declared mapping read over whatever a hospital delivers."""

from transforms.sources.extract import (
    MAX_BYTES,
    Extract,
    joined_extracts,
    read_extract,
    read_extract_pieces,
)
from transforms.sources.mapping import parse_mapping
from transforms.sources.mapping_keys import MappingError
from transforms.sources.raw import Content
from transforms.sources.source import Cadence, Delivery, FileFormat, FileKind, Source
from transforms.sources.unreadable import UnreadableFile

__all__ = [
    "MAX_BYTES",
    "Cadence",
    "Content",
    "Delivery",
    "Extract",
    "FileFormat",
    "FileKind",
    "MappingError",
    "Source",
    "UnreadableFile",
    "joined_extracts",
    "parse_mapping",
    "read_extract",
    "read_extract_pieces",
]
