"""Bytes → str: byte-order marks, UTF-8, then detection. Nothing is ever dropped silently."""

from __future__ import annotations

import codecs
import re

from cleaner.model import Problem
from cleaner.patterns import later

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Signatures of what people hand over by mistake: pictures, archives, office files, PDF, executables.
_BINARY_MAGIC = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
    b"\x7fELF", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
# Prose may begin with these letters, too; but in the data a control character follows soon.
_LETTER_MAGIC = (b"GIF8", b"BZh", b"RIFF", b"OggS", b"ID3", b"SQLite format 3")
_MAGIC_REACH = 64
# In text, control characters are rare; above this share of the first bytes the input is no text.
_BINARY_CONTROL_SHARE = 0.05
# … unless they are so few that a slip explains them: a short text is text though one of its characters is odd.
_FEW_CONTROLS = 4
_SAMPLE = 65_536
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"

_BINARY = ("", (Problem("binary", "this is binary data, not text"),))

# Where a page names its encoding: the standard says within 1,024 bytes, pages often do it later.
_NAMED = later(
    re.compile,
    rb"""<meta\s[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})|<\?xml\s[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_NAMED_WITHIN = 16_384
# What browsers read under a name is the wider encoding of its family.
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Encodings whose text is valid UTF-8 all the same, told by their escapes.
_SEVEN_BIT = ("iso2022_jp", "iso2022_kr", "hz")
_ESCAPE = later(re.compile, rb"\x1b[$(]|~\{")
# A page whose bytes name an encoding can be in none of these.
_NO_PAGE = ("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw-unicode", "undefined", "mbcs", "oem")
# The share of characters that a rightly named encoding may fail to decode.
_MISFITS = 0.001

_NOT_ASCII = later(re.compile, rb"[\x80-\xff]+")
# A torn UTF-8 file has at least this many whole characters beyond ASCII for each broken one; other encodings have few.
_UTF8_WHOLE = 10
# The encodings of Latin letters, likeliest first, with the letters beyond ASCII of the languages written in them.
_WESTERN = (
    "àâæçèéêëîïôùûüœÿ", "äöüß", "áéíñóúü¡¿ªº", "àáâãçéêíóôõúüªº", "àèéìíîòóùú", "àçèéíïòóúü·", "äåæéöøüšž", "áæéíðóöúýþ",
)  # fmt: skip
_CENTRAL = ("áäčďéěíĺľňóôöŕřšťúůüýž", "ąćęłńóśźż", "áéíóöőúüű", "âîăşţ", "ćčđšž")
_TURKISH = ("âçîöûüğış\u0307",)  # İ is i and U+0307 in lower case
_LATIN = {"cp1252": _WESTERN, "cp1250": _CENTRAL, "iso8859_2": _CENTRAL, "cp1254": _TURKISH}
# Signs that any language may use tell nothing.
_SIGNS = frozenset("“”„‘’‚–—…•‹›«»°©®™§€£²³¼½¾\xa0\xad")
# An encoding fits when one of its languages has so many of the letters; the rest are names from elsewhere.
_FITS = 0.98


def decode(data: bytes, said: str | None = None, may_be_html: bool = False) -> tuple[str, tuple[Problem, ...]]:
    """Decode a document's bytes; the byte-order mark is not part of the text.

    ``said`` is what the server said of them; a page may say it itself. Both are wrong so often that what is valid UTF-8
    is read as UTF-8. Returns the text and what was odd about it. Binary data gives an empty text and a ``binary`` problem.

    >>> decode("Füße".encode("utf-16"))[0], decode(b"Caf\\xe9 au lait, s\\xe9rieux")[0]
    ('Füße', 'Café au lait, sérieux')
    >>> decode("<meta charset=windows-1251>Пар".encode("cp1251"), may_be_html=True)[0]
    '<meta charset=windows-1251>Пар'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_as(data[len(bom) :], encoding)
    if _has_magic(data):
        return _BINARY
    if utf16 := _bomless_utf16(data):
        return _decode_as(data, utf16)
    if _is_noise(data[:_SAMPLE]):
        return _BINARY
    declared = [codec for name in (said, _named_in(data) if may_be_html else None) if name and (codec := _codec(name))]
    for codec in declared:
        if codec in _SEVEN_BIT and _ESCAPE.search(data):
            return _decode_declared(data, codec)
    for errors in ("strict", "surrogatepass"):
        try:
            return data.decode("utf-8", errors), ()
        except UnicodeDecodeError:
            continue
    for codec in declared:
        if codec != "utf-8" and _mostly_fits(data, codec):
            return _decode_declared(data, codec)
    return _decode_as(data, "utf-8" if _is_torn_utf8(data) else _guess(data))


def _decode_as(data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode(encoding), ()
    except (UnicodeDecodeError, LookupError):
        if encoding.startswith("utf"):
            problem = Problem("encoding", f"some bytes are not valid {encoding.upper()} and were replaced")
            return data.decode(encoding, "replace"), (problem,)
        return data.decode("latin-1"), (Problem("encoding", f"not valid {encoding}; read as Latin-1"),)


def _decode_declared(data: bytes, codec: str) -> tuple[str, tuple[Problem, ...]]:
    text = data.decode(codec, "replace")
    return text, (Problem("encoding", f"some bytes are not valid {codec} and were replaced"),) if "\ufffd" in text else ()


def _named_in(data: bytes) -> str | None:
    """The encoding a page names in itself."""
    found = _NAMED.search(data[:_NAMED_WITHIN])
    return (found[1] or found[2]).decode("ascii", "ignore") if found else None


def _codec(name: str) -> str | None:
    """The codec that reads what goes under a name; None for one that nobody knows or that is not for text."""
    name = name.strip(" \"'").lower().removeprefix("x-")
    try:
        b"".decode(name)  # a LookupError for what is no encoding of text
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if known.startswith(_NO_PAGE) else _WIDER.get(known, known)


def _mostly_fits(data: bytes, codec: str) -> bool:
    text = data.decode(codec, "replace")
    return text.count("\ufffd") <= len(text) * _MISFITS


def _has_magic(data: bytes) -> bool:
    return data.startswith(_BINARY_MAGIC) or (data.startswith(_LETTER_MAGIC) and _controls(data[:_MAGIC_REACH]) > 0)


def _is_noise(head: bytes) -> bool:
    zeros = head.count(0)
    return zeros > len(head) // 10 or _controls(head) - zeros > max(_FEW_CONTROLS, len(head) * _BINARY_CONTROL_SHARE)


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROLS))


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


def _is_torn_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", "ignore")) - broken >= broken * _UTF8_WHOLE


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8, told from those beyond ASCII, wherever the first stands."""
    first = _NOT_ASCII.search(data)
    start = first.start() if first else 0
    sample = data[start : start + _SAMPLE]
    runs = [len(run) for run in _NOT_ASCII.findall(sample)]
    if sum(run for run in runs if run <= 2) * 2 > sum(runs):
        # Letters with accents stand alone among others: a Latin script.
        fitting = (encoding for encoding, languages in _LATIN.items() if _fit(sample, encoding, languages) >= _FITS)
        return next(fitting, "cp1252")
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _fit(sample: bytes, encoding: str, languages: tuple[str, ...]) -> float:
    """The share of the letters beyond ASCII that the best fitting of these languages has."""
    letters = [c for c in sample.decode(encoding, "replace").lower() if c > "\x7f" and c not in _SIGNS]
    return max(sum(c in language for c in letters) for language in languages) / len(letters) if letters else 1.0
