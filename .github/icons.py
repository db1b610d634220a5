"""Make static/icons.svg from Lucide: `npm pack lucide-static`, unpack it, `python .github/icons.py package/icons`.

The sprite holds only the icons that are named here, each as `<symbol id="i-name">`, so that a page says
`<use href="/static/icons.svg#i-heart">`. Lucide is ISC, the parts that come from Feather are MIT: see
static/vendor/lucide.LICENSE. To use another icon, add its name and run this again.
"""

import re
import sys
from pathlib import Path

NAMES = """
activity archive arrow-down arrow-left arrow-up badge-check banknote bell calendar camera chart-line check
chevron-down chevron-left chevron-right chevron-up circle-alert circle-check clipboard clock copy credit-card download
ellipsis external-link eye eye-off file-text flag globe heart history house image images info key-round landmark
layout-grid link list lock log-out mail map-pin message-circle minus moon package package-check palette pencil percent
phone plus printer qr-code receipt refresh-cw scale scan-barcode search send settings share shield-check shopping-bag
smartphone star sticky-note store sun sun-moon tag ticket trash-2 triangle-alert truck undo-2 upload user user-plus
users wallet x
""".split()  # noqa: SIM905

TARGET = Path(__file__).parent.parent / "static" / "icons.svg"


def symbol(name: str, source: Path) -> str:
    """One icon as a symbol: its shapes without the wrapper, whose stroke settings come from `.icon` in the style sheet."""
    text = (source / f"{name}.svg").read_text(encoding="utf-8")
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)[1]
    shapes = re.sub(r"\s*\n\s*", "", shapes).replace(" />", "/>")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def main(source: Path) -> None:
    symbols = "\n".join(symbol(name, source) for name in sorted(set(NAMES)))
    TARGET.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n', encoding="utf-8")
    print(f"{len(set(NAMES))} icons, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
