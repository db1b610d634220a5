"""Where lines break: by measured width, at spaces, and between characters where a script has none."""

from storefront.share.lettering import clusters, drawable, is_wide, width

_NOT_FIRST = frozenset("，。、！？：；）】」』》〉〕”’…—％%),.!?:;]}»·ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NOT_LAST = frozenset("（【「『《〈〔“‘([{«¥￥$€£")


def _breaks(before: str, after: str) -> bool:
    if after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return False
    if before.isspace() or before in "-–/":
        return not after.isspace()
    if any(0xAC00 <= ord(c) <= 0xD7A3 for c in (before[0], after[0])):
        return False  # Korean breaks at spaces
    no_spaces = "\u0e00" <= before[0] <= "\u0eff" or "\u1780" <= before[0] <= "\u17ff" or "\u1000" <= before[0] <= "\u109f"
    return is_wide(before[0]) or is_wide(after[0]) or (no_spaces and not after.isspace())


def _segments(text: str) -> list[str]:
    """`text` cut wherever a line may break; spaces stay at the end of what they follow."""
    segments: list[str] = []
    last = ""
    for part in clusters(text):
        amount = (
            segments and last.isspace() and segments[-1].rstrip()[-1:].isdigit() and part[0].isalpha()
        )  # "320 ml" stays whole
        if segments and (amount or not _breaks(last, part)):
            segments[-1] += part
        else:
            segments.append(part)
        last = part
    return segments


def _fill(segments: list[str], measure, limit: float) -> list[str]:
    lines, line = [], ""
    for segment in segments:
        if line and measure(line) + measure(segment.rstrip()) > limit:
            lines.append(line.rstrip())
            line = ""
        if measure(segment.rstrip()) <= limit:
            line += segment
            continue
        for part in clusters(segment):  # a word longer than the line is cut
            if line and measure(line + part) > limit:
                lines.append(line.rstrip())
                line = ""
            line += part
    return lines + [line.rstrip()] if line.strip() else lines


def wrap(text: str, style: str, size: float, limit: float, lines: int = 2, spacing: float = 0.0) -> list[str]:
    """`text` in at most `lines` lines of at most `limit` width, of similar length; ends in … where it had to be cut."""

    def measure(part: str) -> float:
        return width(part, style, size, spacing)

    text = drawable(text)
    segments = _segments(text)
    filled = _fill(segments, measure, limit)
    if len(filled) > lines:
        rest = list(clusters(text[_reach(text, filled[: lines - 1]) :]))
        low, high = 0, len(rest)
        while low < high:  # the longest beginning that leaves room for the dots
            middle = (low + high + 1) // 2
            fits = measure("".join(rest[:middle]).rstrip() + "…") <= limit
            low, high = (middle, high) if fits else (low, middle - 1)
        return [*filled[: lines - 1], *([_tidy("".join(rest[:low])) + "…"] if low else [])]
    narrow, wide = limit / 2, limit
    for _ in range(7 if len(filled) > 1 else 0):
        middle = (narrow + wide) / 2
        trial = _fill(segments, measure, middle)
        narrow, wide = (narrow, middle) if len(trial) == len(filled) else (middle, wide)
    return _fill(segments, measure, wide)


def _tidy(cut: str) -> str:
    """A cut line without half a word at its end, where that costs little, and without dangling punctuation."""
    whole = "".join(_segments(cut)[:-1])
    if len(whole) >= 0.6 * len(cut) and not is_wide(cut[-1]):
        cut = whole
    return cut.rstrip(" ,.;:，。；：、-–(（")


def _reach(text: str, lines: list[str]) -> int:
    """Where in `text` the given first lines end, spaces after them included."""
    at = 0
    for line in lines:
        at = text.index(line, at) + len(line)
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def fit(
    text: str, style: str, sizes: tuple[float, ...], limit: float, lines: int = 1, spacing: float = 0.0
) -> tuple[float, list[str]]:
    """The largest of `sizes` (largest first) at which `text` fits without being cut, and its lines; the smallest, cut, if none does."""
    for size in sizes:
        found = wrap(text, style, size, limit, lines, spacing)
        if "".join("".join(found).split()) == "".join(drawable(text).split()):
            break
    return size, found
