"""Files that people, phones and attackers send as "a picture". Everything is made here, nothing is stored.

`REFUSED` must be refused with a sentence, `KEPT` must come out clean. Each entry is a function, because some are large.
"""

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(document.cookie)</script>"


def photo(fmt="JPEG", size=(640, 480), colour=(120, 160, 140), mode="RGB", **saving) -> bytes:
    """A whole picture: a gradient, so that it is not one flat colour."""
    image = Image.linear_gradient("L").resize(size)
    image = Image.merge("RGB", [image.point(lambda v, c=c: (v + c) // 2) for c in colour]).convert(mode)
    out = io.BytesIO()
    image.save(out, fmt, **saving)
    return out.getvalue()


def exif(**tags) -> bytes:
    """EXIF with a place, a camera and an orientation."""
    found = Image.Exif()
    found[0x010F], found[0x0110], found[0x0112] = "Secretive", "Model SECRET-7", tags.get("orientation", 1)
    found.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6), 3: "E", 4: (2.0, 17.0, 40.2)})
    return found.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    """One PNG chunk with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, data: bytes = b"", depth: int = 8, colour: int = 2, extra: bytes = b"") -> bytes:
    """A PNG that claims a size; `data` is what its compressed rows hold."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")


@cache
def bomb() -> bytes:
    """30,000 × 30,000 pixels in some hundred kilobytes."""
    return png(30000, 30000, b"\x00" * (30000 * 3750), depth=1, colour=0)


def jpeg_of_size(width: int, height: int) -> bytes:
    """A JPEG whose header claims another size."""
    data = bytearray(photo())
    at = next(i for i in range(len(data)) if data[i] == 0xFF and data[i + 1] in (0xC0, 0xC2))
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_of_size(width: int, height: int) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + b"\x00" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def avif_of_size(width: int, height: int) -> bytes:
    data = photo("AVIF")
    at = data.index(b"ispe")
    return data[: at + 8] + struct.pack(">II", width, height) + data[at + 16 :]


def with_comment(text: bytes) -> bytes:
    data = photo()
    return data[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + data[2:]


def javascript_jpeg() -> bytes:
    """The classic: the length of the first segment reads as the beginning of a comment, so the file is a program too."""
    data = photo()
    body = b"JFIF\x00" + b"\x00" * (0x2F2A - 2 - 5)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 0x2F2A) + body + data[20:] + b"*/=alert(1)"


def zipped(after: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("shell.php", "<?php system($_GET['c']); ?>")
    return after + out.getvalue()


def phar_like() -> bytes:
    return photo() + b"<?php __HALT_COMPILER(); ?>"


def iso_file(brand: bytes) -> bytes:
    return struct.pack(">I", 24) + b"ftyp" + brand + b"\x00\x00\x00\x00" + brand + b"isom" + b"\x00" * 64


def png_text_bomb() -> bytes:
    """A text chunk that unfolds to 70 MB."""
    return png(100, 100, b"\x00" * 30100, extra=chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"A" * 70_000_000, 1)))


def gif() -> bytes:
    return photo("GIF", mode="P")


REFUSED = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\xff",
    "plain text": lambda: b"I am not a picture at all.",
    "zeros": lambda: bytes(5000),
    "noise": lambda: bytes((i * 73 + 11) % 256 for i in range(5000)),
    "html": lambda: b"<html><body onload=alert(1)></body></html>",
    "html after spaces": lambda: b"  \r\n\t <!DOCTYPE html><html>" + SCRIPT,
    "html with a byte order mark": lambda: b"\xef\xbb\xbf<!doctype html><p>hello",
    "script": lambda: SCRIPT,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>',
    "svg with declaration": lambda: (
        b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'
    ),
    "svg with entities": lambda: b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    "svg with foreign object": lambda: b"<svg><foreignObject><iframe src='javascript:alert(1)'/></foreignObject></svg>",
    "xml": lambda: b'<?xml version="1.0"?><note/>',
    "gif": gif,
    "gif that is a program": lambda: b"GIF89a/*" + b"\x00" * 300 + b"*/=alert(1)//",
    "pdf": lambda: b"%PDF-1.7\n1 0 obj<</OpenAction 2 0 R>>endobj",
    "zip": lambda: zipped(b""),
    "gzip": lambda: b"\x1f\x8b\x08" + b"\x00" * 50,
    "executable": lambda: b"MZ" + b"\x00" * 200,
    "elf": lambda: b"\x7fELF" + b"\x00" * 200,
    "php named jpg": lambda: b"<?php system($_GET['c']); ?>",
    "bmp": lambda: photo("BMP"),
    "tiff": lambda: photo("TIFF"),
    "ico": lambda: photo("ICO", size=(64, 64)),
    "heic": lambda: iso_file(b"heic"),
    "video": lambda: iso_file(b"mp42"),
    "eps": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(w) file",
    "bomb of 30,000 squared": bomb,
    "jpeg that claims 60,000 squared": lambda: jpeg_of_size(60000, 60000),
    "webp that claims 16,000 squared": lambda: webp_of_size(16000, 16000),
    "avif that claims 60,000 squared": lambda: avif_of_size(60000, 60000),
    "png text bomb": png_text_bomb,
    "just over forty million pixels": lambda: png(6400, 6300),
    "a strip": lambda: photo("PNG", size=(20, 4000)),
    "a dot": lambda: photo("PNG", size=(1, 1)),
    "no width": lambda: png(0, 100),
    "truncated jpeg": lambda: photo()[:3000],
    "truncated png": lambda: photo("PNG")[:-400],
    "truncated webp": lambda: photo("WEBP")[:300],
    "truncated avif": lambda: photo("AVIF")[:-200],
    "jpeg header alone": lambda: photo()[:20],
    "jpeg magic alone": lambda: b"\xff\xd8\xff",
    "png magic alone": lambda: b"\x89PNG\r\n\x1a\n",
    "png with a wrong checksum": lambda: photo("PNG")[:29] + b"XXXX" + photo("PNG")[33:],
    "png without its header": lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", zlib.compress(b"0")) + chunk(b"IEND", b""),
    "jpeg with a script in a comment": lambda: with_comment(SCRIPT),
    "jpeg with an svg in a comment": lambda: with_comment(b"<svg onload=alert(1)>"),
    "jpeg with a page behind it": lambda: photo() + b"<html><body>hello</body></html>",
    "jpeg that is a php archive": phar_like,
    "jpeg that is a program": javascript_jpeg,
    "jpeg that is a zip": lambda: zipped(photo()),
    "png that is a jar": lambda: zipped(photo("PNG")),
    "jpeg that is a pdf": lambda: with_comment(b"\n%PDF-1.4\n"),
    "png with a page in its text": lambda: png(
        100, 100, b"\x00" * 30100, extra=chunk(b"tEXt", b"Comment\x00<iframe src=//evil>")
    ),
    "webp with a script in its metadata": lambda: photo("WEBP", xmp=SCRIPT),
    "riff that is no webp": lambda: b"RIFF\x00\x00\x00\x00WAVEfmt ",
}


def _metadata() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET place")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SECRET</x:xmpmeta>")
    return info


def animated(fmt: str) -> bytes:
    first, second = (Image.open(io.BytesIO(photo("PNG", colour=c))) for c in ((200, 40, 40), (40, 40, 200)))
    out = io.BytesIO()
    first.save(out, fmt, save_all=True, append_images=[second], duration=100)
    return out.getvalue()


KEPT = {
    "jpeg": lambda: photo(),
    "progressive jpeg": lambda: photo(progressive=True),
    "grey jpeg": lambda: photo(mode="L"),
    "cmyk jpeg": lambda: photo(mode="CMYK"),
    "jpeg with exif and place": lambda: photo(exif=exif()),
    "jpeg with a comment": lambda: with_comment(b"SECRET words"),
    "jpeg with a film behind it, as phones make": lambda: photo() + iso_file(b"mp42") + b"\x00" * 500,
    "jpeg with an xmp packet": lambda: photo(xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET</x:xmpmeta>"),
    "jpeg with broken exif": lambda: photo(exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff"),
    "jpeg with a broken profile": lambda: photo(icc_profile=b"not a profile at all"),
    "png": lambda: photo("PNG"),
    "png with palette": lambda: photo("PNG", mode="P"),
    "png with one bit": lambda: photo("PNG", mode="1"),
    "png with alpha": lambda: photo("PNG", mode="RGBA"),
    "png with grey and alpha": lambda: photo("PNG", mode="LA"),
    "png with sixteen bits": lambda: photo("PNG", mode="I;16"),
    "png with metadata": lambda: photo("PNG", pnginfo=_metadata(), exif=exif()),
    "webp": lambda: photo("WEBP"),
    "lossless webp": lambda: photo("WEBP", lossless=True),
    "webp with metadata": lambda: photo("WEBP", exif=exif(), xmp=b"SECRET"),
    "webp that moves": lambda: animated("WEBP"),
    "png that moves": lambda: animated("PNG"),
    "avif": lambda: photo("AVIF"),
    "avif with metadata": lambda: photo("AVIF", exif=exif(), xmp=b"SECRET"),
    "twelve million pixels": lambda: photo(size=(4000, 3000)),
    "large palette": lambda: photo("PNG", size=(5000, 4000), mode="P"),
    "a long screenshot": lambda: photo("PNG", size=(400, 3900)),
}
