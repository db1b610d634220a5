"""Write static/vendor/manifest.json: what each vendored file is, its licence and its sha384.

To take a newer release: `npm pack <name>`, copy the file named here and its licence into static/vendor/, change the
version below, run `python .github/vendor.py`. Pages load these files from here alone; a test holds them to the manifest.
"""

import base64
import hashlib
import json
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "vendor"

FILES = [
    # file, npm package, version, path in the package, licence, licence file
    ("htmx.min.js", "htmx.org", "2.0.11", "dist/htmx.min.js", "0BSD", "htmx.LICENSE"),
    ("zxing-reader.js", "zxing-wasm", "3.1.4", "dist/iife/reader/index.js", "MIT", "zxing-wasm.LICENSE"),
    ("zxing_reader.wasm", "zxing-wasm", "3.1.4", "dist/reader/zxing_reader.wasm", "MIT AND Apache-2.0", "zxing-cpp.LICENSE"),
    ("../icons.svg", "lucide-static", "1.62.0", "icons/", "ISC AND MIT", "lucide.LICENSE"),
]


def entry(file: str, name: str, version: str, source: str, licence: str, licence_file: str) -> dict:
    """One line of the manifest; `sha384` is in the form of subresource integrity."""
    digest = base64.b64encode(hashlib.sha384((FOLDER / file).read_bytes()).digest()).decode()
    if not (FOLDER / licence_file).is_file():
        raise SystemExit(f"{licence_file} is missing")
    return {
        "file": file, "name": name, "version": version, "source": source,
        "licence": licence, "licence_file": licence_file, "sha384": f"sha384-{digest}",
    }  # fmt: skip


if __name__ == "__main__":
    manifest = [entry(*row) for row in FILES]
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{len(manifest)} files")
