"""Chinese addresses as they are copied from chats and shops: name, number and place in any order, with or without labels."""

import re
import unicodedata

from storefront.checkout import address_words as words
from storefront.checkout.address_parts import HERE_WAS_THE_PHONE
from storefront.kit import regions

HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_NAME_MARK, _ADDRESS_MARK, _POSTCODE_MARK, _PHONE_MARK = "\x01", "\x02", "\x03", "\x04"
_MARKS = (  # with a colon, labels of the rest of the world
    (rf"(?:{words.NAME_LABELS})(?=\s*[:=])", _NAME_MARK),
    (rf"(?:{words.ADDRESS_LABELS})(?=\s*[:=])", _ADDRESS_MARK),
    (words.CHINESE_NAME_LABELS, _NAME_MARK),
    (words.CHINESE_ADDRESS_LABELS, _ADDRESS_MARK),
    (words.CHINESE_POSTCODE_LABELS, _POSTCODE_MARK),
    (words.CHINESE_PHONE_LABELS, _PHONE_MARK),
)
_HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_DOTTED_NAME = re.compile(rf"[{HAN}]{{1,8}}(?:[·•.‧][{HAN}]{{1,8}})+")
_MOST_WORDS = 5  # of a name that is not Chinese
_TO = re.compile(r"[\s(\[]*(?:收件|亲收|签收|收|启)[)\]]?$")
_COUNTED = re.compile(r"^[0-9]{1,2}[、)](?![0-9])")  # the third of a list of orders
_HIDDEN_NUMBER = re.compile(r"[\[(][0-9]{3,5}[\])]$")  # shops write the extension of a hidden number behind the name
_HOUSE_END = r"(?:室|号|楼|栋|幢|户|层|座|单元|铺|[0-9A-Za-z])"
_NAME_BEHIND = re.compile(rf"(.{{4,}}{_HOUSE_END}) ?([{HAN}]{{2,4}})")
_COURTESY = re.compile(r"(?:收|谢谢|多谢|感谢|麻烦了?|辛苦了?|你好|您好|(?:请)?尽快发货|发顺丰|收货信息|寄|寄到|寄给)[!~.]*")
_APART_TO = re.compile(r"(?<=\S) (?=(?:收件|亲收|签收|收|启)(?:[\s,;、。|)]|$))")


def take_apart(rest: str) -> tuple[str, str, list[str], bool]:
    """(name, address, leftovers, sure of the name) of a text whose phone number has been taken out."""
    tokens = _tokens(_APART_TO.sub("", _COUNTED.sub("", rest)))
    courtesy = [text for _mark, text in tokens if _COURTESY.fullmatch(text)]
    tokens = [(mark, text) for mark, text in tokens if text not in courtesy]
    postcodes = [text for mark, text in tokens if mark == _POSTCODE_MARK or (not mark and re.fullmatch(r"[0-9]{6}", text))]
    tokens = [(mark, text) for mark, text in tokens if text not in postcodes]
    name, place, sure = _name(tokens)
    if place is not None:
        tokens = tokens[:place] + tokens[place + 1 :]
    pieces = [text for mark, text in tokens if text and text != HERE_WAS_THE_PHONE and mark != _PHONE_MARK]
    leftovers = (
        postcodes + courtesy + [text for mark, text in tokens if mark == _PHONE_MARK and text and text != HERE_WAS_THE_PHONE]
    )
    if not name:
        name, pieces = _glued(pieces)
        sure = False
    return name, _join(pieces), leftovers, sure


def _tokens(rest: str) -> list[tuple[str, str]]:
    """(mark, text) in order: what a label says about a piece, or "" for a bare one."""
    for labels, mark in _MARKS:
        rest = re.sub(rf"(?<!\w)[【\[(<]?(?:{labels})[】\])>]?\s*[:=]?\s*", f"\n{mark}", rest, flags=re.IGNORECASE)
    tokens: list[tuple[str, str]] = []
    for chunk in re.split(r"[\n,;、。|]+", rest):
        mark = chunk[:1] if chunk[:1] in (_NAME_MARK, _ADDRESS_MARK, _POSTCODE_MARK, _PHONE_MARK) else ""
        text = re.sub(r"[\x01-\x04]", " ", chunk).strip(" :-.·\t")
        if mark and not text:
            tokens.append((mark, ""))
            continue
        if text and tokens and not tokens[-1][1] and not mark and tokens[-1][0] in (_NAME_MARK, _ADDRESS_MARK):
            mark = tokens.pop()[0]  # the label stood on a line of its own
        pieces = [text] if mark == _ADDRESS_MARK else _pieces(text)
        tokens += [(mark if i == 0 else "", piece) for i, piece in enumerate(pieces) if piece]
    balanced = ((mark, _balanced(text)) for mark, text in tokens)
    return [(mark, text) for mark, text in balanced if text]


def _pieces(text: str) -> list[str]:
    """The words of a text; those of another script that stand together are one piece, as names of people are."""
    pieces: list[str] = []
    foreign = False
    for word in text.split(" "):
        same = _is_foreign(word)
        if same and foreign:
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
        foreign = same
    return pieces


def _is_foreign(word: str) -> bool:
    """Whether a word is written with the letters of any script but the Chinese: Иван, Γιώργος, علي, สมชาย, राहुल, An, O'Neill."""
    kinds = [unicodedata.category(c)[0] for c in word if c not in ".'’ʼ-"]
    return kinds[:1] == ["L"] and set(kinds) <= {"L", "M"} and not re.search(f"[{HAN}]", word)


def _balanced(text: str) -> str:
    """Without a bracket that lost its partner when the number between was taken out."""
    for opening, closing in ("()", "[]", "【】"):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text.strip()


def _name(tokens: list[tuple[str, str]]) -> tuple[str, int | None, bool]:
    """(name, its place among the tokens, whether we are sure)."""
    for place, (mark, text) in enumerate(tokens):
        if mark == _NAME_MARK:
            return _TO.sub("", text), place, True
    bare = [(place, text) for place, (mark, text) in enumerate(tokens) if not mark and text != HERE_WAS_THE_PHONE]
    ends = {bare[0][0], bare[-1][0]} if bare else set()
    scored = [(score, place, text) for place, text in bare if (score := _score(tokens, place, text, place in ends))]
    if not scored:
        return "", None, False
    score, place, text = max(scored, key=lambda found: (found[0], -found[1]))
    return _TO.sub("", text), place, score >= 5


def _score(tokens: list[tuple[str, str]], place: int, text: str, at_end: bool) -> int:
    """How much a bare piece is a name; 0 is not at all."""
    bare = _HIDDEN_NUMBER.sub("", _TO.sub("", text))
    spoken = re.sub(r"[()]", "", bare)
    title = spoken.endswith(words.TITLES)
    core = next((spoken.removesuffix(t) for t in words.TITLES if spoken.endswith(t)), bare)
    spelled, dotted = bare.split(" "), bool(_DOTTED_NAME.fullmatch(bare))
    foreign = len(spelled) <= _MOST_WORDS and all(_is_foreign(word) for word in spelled)
    if not (foreign or dotted or _HAN_NAME.fullmatch(core) or (title and re.fullmatch(rf"[{HAN}]{{1,4}}", core))):
        return 0
    if not title and not dotted and (core.endswith(words.PLACE_ENDINGS) or regions.is_place(core)):
        return 0
    beside = any(0 <= i < len(tokens) and tokens[i][1] == HERE_WAS_THE_PHONE for i in (place - 1, place + 1))
    if not (beside or at_end or bare != text):
        return 0
    surname = core[:1] in words.SURNAMES or core.startswith(words.DOUBLE_SURNAMES)
    strange = foreign and not bare.isascii()  # streets are written in Chinese or in plain Latin letters, if they are not names
    known = surname or dotted or strange
    return 1 + 3 * known + 2 * beside + at_end + 2 * title + 3 * (bare != text) + (1 if foreign and beside else 0)


def _glued(pieces: list[str]) -> tuple[str, list[str]]:
    """A name written on to the address without anything between: in front of the province, or behind the last door."""
    for i, piece in enumerate(pieces):
        for length in (2, 3, 4):
            front, rest = piece[:length], piece[length:]
            if _is_plain_name(front) and regions.begins_with_place(rest):
                return front, [*pieces[:i], rest, *pieces[i + 1 :]]
        behind = _NAME_BEHIND.fullmatch(_TO.sub("", piece))
        if behind and _is_plain_name(behind[2]):
            return behind[2], [*pieces[:i], behind[1], *pieces[i + 1 :]]
    return "", pieces


def _is_plain_name(text: str) -> bool:
    known = text[:1] in words.SURNAMES or text.startswith(words.DOUBLE_SURNAMES)
    longest = 4 if text.startswith(words.DOUBLE_SURNAMES) else 3
    fits = 2 <= len(text) <= longest and bool(_HAN_NAME.fullmatch(text))
    return known and fits and not text.endswith(words.PLACE_ENDINGS) and not regions.is_place(text)


def _join(pieces: list[str]) -> str:
    """One line: Chinese without blanks between, a piece that the next one begins with only once."""
    kept = [piece for i, piece in enumerate(pieces) if not (i + 1 < len(pieces) and pieces[i + 1].startswith(piece))]
    line = ""
    for piece in kept:
        tight = line and re.search(rf"[{HAN}]$", line) and re.match(rf"[{HAN}0-9(]", piece)
        line += piece if not line or tight else f" {piece}"
    return line
