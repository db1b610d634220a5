"""Makes the font files beside it. Run by hand when a source changes; the shop itself only reads the results.

    apt-get install fonts-noto-cjk fonts-noto-core fonts-inter unicode-data
    pip install fonttools
    python storefront/share/fonts/subset.py

Hinting is dropped (resvg draws outlines at large sizes and never asks for it): that halves the files. The tables of what each
file covers are not repeated in the manifest, because `lettering` reads them from the files themselves.
"""

import base64
import bz2
import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CJK = Path("/usr/share/fonts/opentype/noto")
NOTO = Path("/usr/share/fonts/truetype/noto")
INTER = Path("/usr/share/fonts/opentype/inter")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
SIMPLIFIED = 2  # the number of the SC face in the CJK collections

BOTH_WEIGHTS = ("Thai", "Devanagari", "Arabic", "Hebrew", "Bengali", "Tamil")
ONE_WEIGHT = ("Telugu", "Gujarati", "Gurmukhi", "Kannada", "Malayalam", "Lao", "Khmer", "Myanmar", "Georgian", "Armenian")


def of_codec(codec: str, leads, trails) -> set[int]:
    """The code points that a double-byte character set can write."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(text) == 1:
                found.add(ord(text))
    return found


def table_of_general_characters() -> set[int]:
    """China's list of 2013: 8,105 characters, with those that are used in names of people alone."""
    lines = bz2.decompress(UNIHAN.read_bytes()).decode().splitlines()
    return {int(line[2:].split("\t")[0], 16) for line in lines if "\tkTGH\t" in line}


def hanzi() -> tuple[set[int], set[int]]:
    """What the Chinese faces write: the sans all that a name may need, the serif (for seals) hanzi, kana, plain Latin."""
    high = range(0xA1, 0xFF)
    gb2312 = of_codec("gb2312", range(0xA1, 0xF8), high)
    big5_common = of_codec("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *high])  # Taiwan and Hong Kong, level 1
    jis_common = of_codec("euc_jp", range(0xB0, 0xD0), high)  # Japan, level 1
    korean = of_codec("euc_kr", range(0xB0, 0xC9), high)  # the 2,350 syllables of KS X 1001
    wide = {
        *range(0x3000, 0x3040),
        *range(0xFF01, 0xFF61),
        *range(0xFFE0, 0xFFE7),
        *range(0x2010, 0x2028),
        *range(0x2030, 0x205F),
    }
    latin = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x20A0, 0x20C1), 0x2116, 0x2122, 0x2212}
    sans = gb2312 | table_of_general_characters() | big5_common | jis_common | korean | wide | latin
    return sans, {c for c in gb2312 if c >= 0x3040} | {*range(0x20, 0x7F)}


def of_inter(c: int) -> bool:
    """Latin with Vietnamese, Greek, Cyrillic, punctuation, currency marks and a few arrows."""
    return c < 0x530 or 0x1E00 <= c < 0x2070 or 0x20A0 <= c < 0x20D0 or c in (0x2116, 0x2122, 0x2190, 0x2192, 0x2212)


def of_script(c: int) -> bool:
    """A script's own letters; Latin, spaces and punctuation come from Inter."""
    return c > 0x2FF


def jobs():
    """(target, source, face number, which code points, layout features) for every file."""
    sans, serif = hanzi()
    for weight in ("Regular", "Bold"):
        yield f"noto-sans-cjk-sc-{weight.lower()}.otf", CJK / f"NotoSansCJK-{weight}.ttc", SIMPLIFIED, sans.__contains__, ["ccmp"]
    yield "noto-serif-cjk-sc-bold.otf", CJK / "NotoSerifCJK-Bold.ttc", SIMPLIFIED, serif.__contains__, ["ccmp"]
    for target, source in (("regular", "Inter-Regular"), ("semibold", "Inter-SemiBold"), ("display-bold", "InterDisplay-Bold")):
        yield f"inter-{target}.otf", INTER / f"{source}.otf", -1, of_inter, ["kern", "ccmp", "locl", "mark", "mkmk", "calt"]
    for script in BOTH_WEIGHTS + ONE_WEIGHT:
        for weight in ("Regular", "Bold") if script in BOTH_WEIGHTS else ("Bold",):
            target = f"noto-sans-{script.lower()}-{weight.lower()}.ttf"
            yield target, NOTO / f"NotoSans{script}-{weight}.ttf", -1, of_script, ["*"]


def make(target: str, source: Path, number: int, wanted, features: list[str]) -> dict:
    """Writes one subset and returns its line of the manifest."""
    from fontTools import subset  # a tool of whoever makes the files; the shop does without it
    from fontTools.ttLib import TTFont

    options = subset.Options(hinting=False, layout_features=features, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17])
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    font = TTFont(source, fontNumber=number, recalcTimestamp=False)
    keep = [c for c in font.getBestCmap() if wanted(c)]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    font.save(HERE / target)
    data = (HERE / target).read_bytes()
    return {
        "file": target,
        "family": font["name"].getBestFamilyName(),
        "weight": font["OS/2"].usWeightClass,
        "characters": len(keep),
        "bytes": len(data),
        "sha384": "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode(),
        "source": source.name,
        "version": font["name"].getDebugName(5),
        "package": package_of(source),
        "licence": "OFL-1.1",
        "copyright": font["name"].getDebugName(0),
    }


def package_of(source: Path) -> str:
    """The Debian package and version that a source font came from."""
    owner = _output("dpkg", "-S", str(source)).split(":")[0]
    return _output("dpkg-query", "-W", "-f", "${Package} ${Version}", owner)


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Makes all files and the manifest."""
    lines = []
    for job in jobs():
        lines.append(make(*job))
        sys.stdout.write(f"{lines[-1]['bytes']:>9} {lines[-1]['characters']:>6} {lines[-1]['file']}\n")
    manifest = {"made": "python storefront/share/fonts/subset.py", "fonts": lines}
    (HERE / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{sum(line['bytes'] for line in lines):>9} in all\n")


if __name__ == "__main__":
    main()
