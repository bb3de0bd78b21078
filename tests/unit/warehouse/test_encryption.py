"""A sealed file comes back whole and unchanged, or is found out; whatever was done to it."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.encryption import (
    CHUNK,
    MARK,
    AnotherKey,
    DamagedSeal,
    is_sealed,
    plain_size,
    seal,
    unsealed,
)

KEY = bytes(range(32))
HEADER = len(MARK) + 8 + 16
STORED = CHUNK + 16


def _sealed(plain: bytes, key: bytes = KEY) -> bytes:
    stream = BytesIO()
    seal([plain], stream, key)
    return stream.getvalue()


def _opened(sealed: bytes, key: bytes = KEY) -> bytes:
    return b"".join(unsealed(BytesIO(sealed), key))


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 5 * CHUNK - 7]
)
def test_what_was_sealed_comes_back(size: int) -> None:
    plain = bytes(number % 251 for number in range(size))
    sealed = _sealed(plain)
    assert is_sealed(sealed)
    assert _opened(sealed) == plain
    chunks = max(1, -(-size // CHUNK))
    assert len(sealed) == HEADER + size + 16 * chunks
    assert plain_size(len(sealed)) == size


@settings(deadline=None)
@given(sizes=st.lists(st.integers(0, 3 * CHUNK), max_size=5))
def test_the_size_of_the_pieces_does_not_matter(sizes: list[int]) -> None:
    pieces = [bytes([number]) * size for number, size in enumerate(sizes)]
    stream = BytesIO()
    seal(pieces, stream, KEY)
    assert _opened(stream.getvalue()) == b"".join(pieces)


def test_the_same_content_is_never_sealed_alike() -> None:
    one, other = _sealed(b"calcium"), _sealed(b"calcium")
    assert one[HEADER:] != other[HEADER:]
    assert b"calcium" not in one


@settings(deadline=None)
@given(data=st.data())
def test_a_byte_changed_anywhere_is_found_out(data: st.DataObject) -> None:
    sealed = bytearray(_sealed(bytes(CHUNK + 100)))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((DamagedSeal, AnotherKey)):
        _opened(bytes(sealed))


@settings(deadline=None)
@given(length=st.integers(0, HEADER + 2 * STORED + 15))
def test_a_file_cut_short_is_found_out(length: int) -> None:
    sealed = _sealed(bytes(2 * CHUNK))
    with pytest.raises(DamagedSeal):
        _opened(sealed[: min(length, len(sealed) - 1)])


@pytest.mark.parametrize(
    "order", [[1, 0, 2], [0, 2], [0, 1], [0, 0, 1, 2], [0, 2, 1], [0, 1, 2, 2]]
)
def test_chunks_moved_repeated_or_taken_out_are_found_out(order: list[int]) -> None:
    sealed = _sealed(bytes(3 * CHUNK))
    chunks = [sealed[HEADER + n * STORED :][:STORED] for n in range(3)]
    assert _opened(sealed[:HEADER] + b"".join(chunks)) == bytes(3 * CHUNK)
    with pytest.raises(DamagedSeal):
        _opened(sealed[:HEADER] + b"".join(chunks[number] for number in order))


def test_a_chunk_of_another_file_is_found_out() -> None:
    one, other = _sealed(bytes(CHUNK + 1)), _sealed(bytes(CHUNK + 1))
    with pytest.raises(DamagedSeal):
        _opened(one[: HEADER + STORED] + other[HEADER + STORED :])


def test_another_key_is_told_from_damage() -> None:
    with pytest.raises(AnotherKey):
        _opened(_sealed(b"calcium"), key=bytes(32))
