"""Bytes → str: byte-order marks, UTF-8, then detection. Nothing is ever dropped silently."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from cleaner.model import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Signatures of what people hand over by mistake: pictures, archives, office files, PDF, executables.
_BINARY_MAGIC = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
    b"\x7fELF", b"\xd0\xcf\x11\xe0", b"RIFF", b"OggS", b"ID3", b"SQLite format 3",
)  # fmt: skip
# In text, control characters are rare; above this share of the first bytes the input is no text.
_BINARY_CONTROL_SHARE = 0.05
_SAMPLE = 65_536
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode a document's bytes; the byte-order mark is not part of the text.

    Returns the text and what was odd about it. Binary data gives an empty text and a ``binary`` problem.

    >>> decode("Füße".encode("utf-16"))[0], decode(b"Caf\\xe9 au lait, s\\xe9rieux")[0]
    ('Füße', 'Café au lait, sérieux')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding)
    if data.startswith(_BINARY_MAGIC):
        return "", (Problem("binary", "this is binary data, not text"),)
    if encoding := _bomless_utf16(data):
        return _decode_as(data, encoding)
    head = data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS)) - head.count(0)
    if head.count(0) > len(head) // 10 or controls > len(head) * _BINARY_CONTROL_SHARE:
        return "", (Problem("binary", "this is binary data, not text"),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("utf-8", "surrogatepass"), ()
    except UnicodeDecodeError:
        pass
    best = from_bytes(head).best()
    return _decode_as(data, best.encoding if best else "cp1252")


def _decode_as(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode(encoding), ()
    except (UnicodeDecodeError, LookupError):
        if encoding in ("utf-8", "utf_8"):
            return data.decode("utf-8", "replace"), (Problem("encoding", "some bytes are not valid UTF-8 and were replaced"),)
        if encoding.startswith("utf"):
            return data.decode(encoding, "replace"), (Problem("encoding", f"some bytes are not valid {encoding} and were replaced"),)
        return data.decode("latin-1"), (Problem("encoding", f"not valid {encoding}; read as Latin-1"),)


def _bomless_utf16(data: bytes) -> str | None:
    """Mostly Latin text in UTF-16 has a zero in every other byte."""
    head = data[:4096]
    if len(head) < 8:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None
