"""More files that are sent as a picture or as a bank statement, made by rule from those of corpus.py: cut, damaged, joined, disguised,
lying about their size, full of metadata. The same on every run. `FILES` is {name: (file name, type as claimed, function)}.
"""

import gzip
import io
import math
import random
import zipfile
import zlib
from functools import cache, partial

from PIL import Image

from tests.media import corpus
from tests.media.corpus import SCRIPT, chunk, photo, png

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
SECRET = b"SECRET"


@cache
def plain(fmt: str) -> bytes:
    return photo(fmt, size=(320, 240))


def cut(fmt: str, share: float) -> bytes:
    data = plain(fmt)
    return data[: max(4, int(len(data) * share))]


def damaged(fmt: str, seed: int) -> bytes:
    """Some bytes of it are others."""
    dice, data = random.Random(f"{fmt} {seed}"), bytearray(plain(fmt))
    for _ in range(1 + seed % 4 * 8):
        data[dice.randrange(12 if seed % 2 else 0, len(data))] = dice.randrange(256)
    return bytes(data)


def joined(fmt: str, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + plain(fmt) + after


def claiming(fmt: str, width: int, height: int) -> bytes:
    makers = {"JPEG": corpus.jpeg_of_size, "WEBP": corpus.webp_of_size, "AVIF": corpus.avif_of_size, "PNG": png}
    return makers[fmt](width, height)


def archive(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


def with_profile(size: int) -> bytes:
    return photo("PNG", icc_profile=SECRET * (size // len(SECRET)))


def scans(times: int, size=(1600, 1200)) -> bytes:
    """A progressive JPEG that draws its last scan again and again."""
    data = photo(size=size, progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * times + data[-2:]


def frames(fmt: str, count: int) -> bytes:
    first, *rest = (Image.new("RGB", (200, 200), (n % 256, 90, 120)) for n in range(count))
    out = io.BytesIO()
    first.save(out, fmt, save_all=True, append_images=rest, duration=10)
    return out.getvalue()


def many_chunks(count: int) -> bytes:
    return png(100, 100, b"\x00" * 30100, extra=chunk(b"tEXt", b"a\x00SECRET") * count)


def profile_bomb() -> bytes:
    return png(100, 100, b"\x00" * 30100, extra=chunk(b"iCCP", b"x\x00\x00" + zlib.compress(b"A" * 60_000_000, 9)))


_PNG = {"RGB": (8, 2, 3), "RGBA": (8, 6, 4), "LA": (8, 4, 2), "P": (8, 3, 1), "clear P": (8, 3, 1), "1": (1, 0, 1 / 8), "RGB16": (16, 2, 6), "RGBA16": (16, 6, 8), "L16": (16, 0, 2)}  # fmt: skip


@cache
def large(fmt: str, mode: str, width: int, height: int, **saving) -> bytes:
    """One colour, and many pixels."""
    if fmt == "PNG":
        depth, colour, bytes_ = _PNG[mode]
        extra = chunk(b"PLTE", bytes(768)) if colour == 3 else b""
        extra += chunk(b"tRNS", bytes(256)) if mode == "clear P" else b""
        return png(width, height, bytes(height * (math.ceil(width * bytes_) + 1)), depth, colour, extra)
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, fmt, **saving, **{"WEBP": {"method": 0}, "AVIF": {"speed": 10}}.get(fmt, {}))
    return out.getvalue()


SLOW = {"progressive": True}
TURNED = {"exif": corpus.exif(orientation=6)}
# As many pixels as each kind may have: what is kept of them in memory is what the limits are for.
LARGE = {
    "baseline": partial(large, "JPEG", "RGB", 6320, 6320), "wide": partial(large, "JPEG", "RGB", 19000, 2100), "tall": partial(large, "JPEG", "RGB", 2000, 6000),
    "strip": partial(large, "JPEG", "RGB", 1100, 10900), "turned strip": partial(large, "JPEG", "RGB", 10900, 1100, **TURNED), "turned tower": partial(large, "JPEG", "RGB", 12500, 3199, **TURNED),
    "tower": partial(large, "JPEG", "RGB", 3199, 12500), "progressive": partial(large, "JPEG", "RGB", 6320, 6320, **SLOW), "progressive and whole": partial(large, "JPEG", "RGB", 4990, 4990, subsampling=0, **SLOW),
    "four colours": partial(large, "JPEG", "CMYK", 4440, 4440, **SLOW), "four colours at once": partial(large, "JPEG", "CMYK", 6320, 6320), "just below the turn": partial(large, "JPEG", "RGB", 3999, 3999),
    "webp": partial(large, "WEBP", "RGB", 3520, 3520), "clear webp": partial(large, "WEBP", "RGBA", 3240, 3240), "whole webp": partial(large, "WEBP", "RGBA", 3240, 3240, lossless=True),
    "avif": partial(large, "AVIF", "RGB", 4580, 4580), "clear avif": partial(large, "AVIF", "RGBA", 3310, 3310), "png strip": partial(large, "PNG", "RGB", 1100, 10900),
    **{f"png {mode}": partial(large, "PNG", mode, side, side) for mode, side in {"RGB": 5999, "RGB16": 5999, "RGBA": 4470, "RGBA16": 4470, "LA": 3600, "P": 5470, "clear P": 4120, "1": 6320, "L16": 6320}.items()},
    **{f"forty million of {fmt} {mode}": partial(large, fmt, mode, 8000, 5000) for fmt, mode in (("WEBP", "RGB"), ("WEBP", "RGBA"), ("AVIF", "RGB"), ("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "clear P"))},
}  # fmt: skip
TAILS = {
    "a page": b"<html><body onload=alert(1)>", "php": b"<?php system($_GET['c']); ?>", "an archive": archive("shell.php", b"<?php ?>"), "a drawing": b"<svg onload=alert(1)>",
    "a document": b"\n%PDF-1.7\n1 0 obj", "a program": b"*/=alert(1)//", "another picture": b"\x89PNG\r\n\x1a\n" + bytes(40), "a million zeros": bytes(1_000_000),
}  # fmt: skip
HEADS = {"a gif": b"GIF89a", "a page": b"<!doctype html><html>", "a document": b"%PDF-1.7\n", "an archive": b"PK\x03\x04", "a byte order mark": b"\xef\xbb\xbf", "a program": b"MZ\x90\x00"}  # fmt: skip
SIZES = {
    "none": (0, 0),
    "no height": (100, 0),
    "a dot": (1, 1),
    "the largest": (65535, 65535),
    "thirty thousand": (30000, 30000),
    "a wall": (16, 16383),
}
NAMES = {
    "svg": "x.svg", "page": "x.html", "php": "photo.php", "php behind jpg": "photo.jpg.php", "jpg behind php": "photo.php.jpg", "climbing": "../../../etc/cron.d/x.jpg", "climbing in windows": "..\\..\\x.jpg",
    "absolute": "/etc/passwd", "device": "CON", "nul": "x.php\x00.jpg", "long": "x" * 300 + ".jpg", "turned": "gpj.\u202egnp.exe", "markup": "<script>alert(1)</script>.jpg", "quote": 'x";filename="y.html', "hidden": ".htaccess",
    "none at all": " ", "stream": "x.jpg::$DATA", "emoji": "😀.jpg", "formula": "=cmd|' /C calc'!A0.jpg", "trailing dots": "x.jpg...",
}  # fmt: skip
DRAWINGS = {
    "script": b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "handler": b"<svg onload=alert(1)/>", "animation": b"<svg><animate onbegin=alert(1)/></svg>",
    "link": b"<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>", "use": b"<svg><use href='//evil.example/x#y'/></svg>", "style": b"<svg><style>@import'//evil.example'</style></svg>",
    "file": b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>", "laughs": b"<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><svg>&b;</svg>",
    "sixteen bits": "<svg onload=alert(1)>".encode("utf-16"), "seven bits": b"+ADw-svg onload=alert(1)+AD4-", "packed": gzip.compress(b"<svg onload=alert(1)>"), "after spaces": b" " * 600 + b"<svg onload=alert(1)>",
}  # fmt: skip
STATEMENTS = {
    "file by entity": b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Document><BkToCstmrStmt>&a;</BkToCstmrStmt></Document>",
    "laughs": b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a0 'ha'>" + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)) + b"]><Document>&a9;</Document>",
    "outside document": b"<?xml version='1.0'?><!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'><Document/>", "deep": b"<a>" * 100_000, "deep and closed": b"<a>" * 20_000 + b"</a>" * 20_000,
    "wide": b"date,id,amount\n" + b"," * 1_000_000, "many columns": b",".join(b"c%d" % n for n in range(50_000)) + b"\n" + b"1," * 50_000, "one long line": b"x" * 3_000_000, "quotes": b'"' * 500_001,
    "nul": b"date,id,amount\n2026-11-21,\x00,1\n", "sixteen bits": "date,id,amount\n2026-11-21,T1,1\n".encode("utf-16"), "formula": b"date,id,amount\n2026-11-21,=HYPERLINK(1),1\n", "half": b"date,id",
    "huge sums": b"date,id,amount\n2026-11-21,T1," + b"9" * 5000 + b"\n", "no number": b"date,id,amount\n2026-11-21,T1,NaN\n2026-11-21,T2,1e999\n", "mt940 cut": b":20:X\n:25:1/2\n:28C:1/1\n:60F:C261121EUR1,\n:61:26",
    "mt940 odd": b":20:" + b"\n:61:" * 20_000, "workbook": archive("xl/workbook.xml", b"<x/>"), "archive bomb": archive("a.csv", bytes(20_000_000)), "five million lines": b"\n" * 4_900_000,
}  # fmt: skip


def _metadata(fmt: str) -> dict:
    return {
        f"{fmt} with a place": partial(photo, fmt, exif=corpus.exif()),
        f"{fmt} turned, with a place": partial(photo, fmt, exif=corpus.exif(orientation=6)),
        f"{fmt} with a secret profile": partial(photo, fmt, icc_profile=SECRET * 4000),
        f"{fmt} with an enormous profile": partial(photo, fmt, icc_profile=SECRET * 200_000),
        f"{fmt} with broken data": partial(photo, fmt, exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff" + b"\xff" * 60),
    }


def _files() -> dict[str, tuple]:
    made = {f"corpus: {name}": make for name, make in {**corpus.REFUSED, **corpus.KEPT}.items()}
    for fmt in FORMATS:
        made |= {f"{fmt} cut at {share}": partial(cut, fmt, share) for share in (0.02, 0.1, 0.5, 0.9, 0.995)}
        made |= {f"{fmt} damaged {seed}": partial(damaged, fmt, seed) for seed in range(9)}
        made |= {f"{fmt} before {name}": partial(joined, fmt, after=tail) for name, tail in TAILS.items()}
        made |= {f"{fmt} behind {name}": partial(joined, fmt, before=head) for name, head in HEADS.items()}
        made |= {
            f"{fmt} that claims {name}": partial(claiming, fmt, *size)
            for name, size in SIZES.items()
            if min(size) or fmt != "WEBP"
        }
        made |= _metadata(fmt)
    made |= {f"drawing with {name}": (lambda data=data: data) for name, data in DRAWINGS.items()}
    made |= {f"statement: {name}": (lambda data=data: data) for name, data in STATEMENTS.items()}
    made |= {
        "many scans": partial(scans, 400),
        "many frames of WEBP": partial(frames, "WEBP", 300),
        "many frames of PNG": partial(frames, "PNG", 300),
        "many chunks": partial(many_chunks, 20_000),
    }
    made |= {
        "profile bomb": profile_bomb,
        "too many bytes": lambda: photo() + bytes(26 * 1024 * 1024),
        **{f"large: {name}": make for name, make in LARGE.items()},
    }
    files = {name: ("photo.jpg", "image/jpeg", make) for name, make in made.items()}
    return files | {
        f"named {name}": (label, kind, partial(plain, "JPEG"))
        for number, (name, label) in enumerate(NAMES.items())
        for kind in [("image/svg+xml", "text/html", "", 'image/jpeg; x="<script>"')[number % 4]]
    }


FILES = _files()
