"""Stylesheets, scripts and files: composed in layer order, content-hashed, immutable, precompressed.

`static/css/*.css` in file-name order become `app.css`, all that a buyer's first visit waits for; `static/css/desk/*.css` become `desk.css`,
which the seller's and the operator's pages load after it, and which no other page needs. htmx and `static/js/app/*.js` one `app.js`. The hash is part of the address, so
a file never changes under its name and browsers keep it for a year.
"""

import hashlib
import mimetypes
import re
import zlib
from pathlib import Path

import brotli

from storefront.kit import ids

mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("text/javascript", ".js")
LARGE = 256 * 1024  # the last tenth of squeezing takes the decoder's megabyte four seconds, and somebody waits for it
SHEETS = {"app.css": "css", "desk.css": "css/desk"}
_TEXT = (".css", ".js", ".svg", ".json", ".wasm", ".webmanifest", ".txt")


class File:
    """One servable file: its bytes, type, hash and compressed forms."""

    __slots__ = ("name", "body", "type", "hash", "br", "gzip")

    def __init__(self, name: str, body: bytes):
        self.name, self.body = name, body
        self.hash = hashlib.blake2b(body, digest_size=6).hexdigest()
        self.type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.br = self.gzip = None

    def squeeze(self) -> None:
        """Compress once, at first use."""
        if self.br is None and self.name.endswith(_TEXT):
            self.br = brotli.compress(self.body, quality=11 if len(self.body) < LARGE else 9)
            squeezer = zlib.compressobj(9, zlib.DEFLATED, 31)
            self.gzip = squeezer.compress(self.body) + squeezer.flush()


class Assets:
    """The static folder. `url("app.css")` gives the hashed address; as WSGI middleware it answers under /static/."""

    def __init__(self, folder: Path, watch: bool = False):
        self.folder, self.watch = folder, watch
        self._files: dict[str, File] = {}
        self._stamps: dict[str, float] = {}
        self._looked: dict[str, float] = {}

    def url(self, name: str) -> str:
        """ "/static/app.1a2b3c4d.css" for "app.css"."""
        file = self.file(name)
        stem, dot, suffix = name.rpartition(".")
        return f"/static/{stem}.{file.hash}{dot}{suffix}"

    def file(self, name: str) -> File:
        """The file by its plain name. Raises KeyError."""
        if name in self._files and not (self.watch and self._has_changed(name)):
            return self._files[name]
        self._stamps[name] = self._newest(name)
        self._files[name] = File(name, self._read(name))
        return self._files[name]

    def _has_changed(self, name: str) -> bool:
        """Looked at once a second: a page names several files, and one of them has forty sources."""
        now = ids.monotonic()
        if now < self._looked.get(name, 0.0) + 1.0:
            return False
        self._looked[name] = now
        return self._newest(name) != self._stamps[name]

    def _sources(self, name: str) -> list[Path]:
        if name in SHEETS:
            return sorted((self.folder / SHEETS[name]).glob("*.css"))
        if name == "app.js":
            return [self.folder / "vendor" / "htmx.min.js", *sorted((self.folder / "js" / "app").glob("*.js"))]
        return [self._one(name)]

    def _one(self, name: str) -> Path:
        """A file below the folder by its one name: each other way to write it ("css/../icons.svg") would be kept beside it, without
        end. Raises KeyError, also for what no system takes for a name."""
        try:
            path = (self.folder / name).resolve(strict=True)
            if path.is_file() and path.relative_to(self.folder.resolve()).as_posix() == name:
                return path
        except (OSError, ValueError):
            pass
        raise KeyError(name)

    def _newest(self, name: str) -> float:
        return max((path.stat().st_mtime for path in self._sources(name)), default=0.0)

    def _read(self, name: str) -> bytes:
        parts = [path.read_bytes() for path in self._sources(name)]
        body = b"\n".join(parts)
        if name in SHEETS:
            return slim_css(body.decode()).encode()
        if name == "app.js":
            return slim_js(body.decode()).encode()
        return body

    def find(self, path: str) -> tuple[File, bool] | None:
        """The file for an address below /static/, and whether the address carries its current hash."""
        match = re.fullmatch(r"(.+)\.([0-9a-f]{12})\.(\w+)", path)
        for name, given in ((f"{match[1]}.{match[3]}", match[2]) if match else (None, None), (path, None)):
            if name is None:
                continue
            try:
                file = self.file(name)
            except KeyError:
                continue
            return file, given == file.hash
        return None

    def wrap(self, app):
        """WSGI middleware."""

        def serve(environ, start_response):
            path = environ["PATH_INFO"]
            if not path.startswith("/static/") or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                return app(environ, start_response)
            found = self.find(path[8:])
            if found is None:
                start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "9")])
                return [b"Not found"]
            file, exact = found
            file.squeeze()
            accepts = environ.get("HTTP_ACCEPT_ENCODING", "")
            body, encoding = file.body, None
            if file.br and "br" in accepts:
                body, encoding = file.br, "br"
            elif file.gzip and "gzip" in accepts:
                body, encoding = file.gzip, "gzip"
            headers = [
                (
                    "Content-Type",
                    file.type + ("; charset=utf-8" if file.name.endswith(_TEXT) and "wasm" not in file.type else ""),
                ),
                ("Cache-Control", "public, max-age=31536000, immutable" if exact else "public, max-age=300"),
                ("X-Content-Type-Options", "nosniff"),
                ("Vary", "Accept-Encoding"),
                ("Content-Length", str(len(body))),
            ]
            if encoding:
                headers.append(("Content-Encoding", encoding))
            start_response("200 OK", headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

        return serve


def slim_css(text: str) -> str:
    """Comments and needless white space out; strings and calc() are left as they are."""
    text = re.sub(r"/\*(?!!).*?\*/", "", text, flags=re.S)
    text = " ".join(text.split())
    for mark in "{};,>":
        text = text.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    return text.replace(";}", "}")


def slim_js(text: str) -> str:
    """Whole-line comments and indentation out. Code is otherwise left as written: a real minifier would need Node."""
    lines = []
    for line in re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.S | re.M).splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("//"):
            lines.append(stripped)
    return "\n".join(lines)
