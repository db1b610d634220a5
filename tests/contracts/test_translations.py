"""Everything that is said is said in English and in Simplified Chinese, with the words of the design.

A missing entry is named by the failing test; `make messages` collects the words, the .po file beside the code takes their Chinese.
"""

import ast
import re
import tomllib
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po
from jinja2 import nodes

from storefront.kit import i18n

ROOT = Path(__file__).parents[2]
CHINESE = i18n.FOLDER / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["_", "_l", "ngettext:1,2", "lazy_gettext"])}  # as in the Makefile
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
HAN = "\u4e00-\u9fff"

# The words of the design, message and translation.
WORDS = {
    "I want to open a shop too": "我也要开店",
    "Free, no paperwork to begin. A name and your phone number, and you can share your first item a minute from now.": (
        "免费，先开店后补资料。填店名和手机号，一分钟后就能分享第一件商品。"
    ),
    "Your shop is open. Take a photo of the first thing you sell.": "店开好了。给第一件商品拍张照吧。",
    "Someone has this name. How about one of these?": "这个店名有人用了，换一个试试：",
    "We sent a code to %(contact)s. It can take 20 seconds.": "验证码已发到 %(contact)s，最多等 20 秒。",
    "That is not the code we sent. Check the latest message.": "验证码不对，请看最新一条短信。",
    "Your money is held until you say it arrived": "确认收到货，卖家才拿到钱",
    "You pay": "你付款",
    "We hold it": "平台保管",
    "You confirm": "你确认收货",
    "%(shop)s is paid": "%(shop)s收款",
    "so the courier can reach you": "方便快递员联系你",
    "One digit is missing. Mobile numbers have %(length)s.": "少了 %(num)s 位，手机号是 %(length)s 位。",
    "%(shop)s does not deliver there yet.": "%(shop)s暂不发往该地区。",
    "Someone was quicker: only %(num)s left. We changed your bag.": "手慢了：只剩 %(num)s 件，购物袋已更新。",
    "The price changed from %(old)s to %(new)s while this was in your bag.": "加入购物袋后，价格由 %(old)s 变为 %(new)s。",
    "The payment did not go through and nothing was taken. Try again, or another way to pay.": (
        "付款没有成功，没有扣款。再试一次或换个支付方式。"
    ),
    "We are waiting for your bank. You can close this page; your order link will tell you.": (
        "正在等银行确认。可以离开本页，订单链接会显示结果。"
    ),
    "Paid. %(shop)s has been told and ships by %(when)s.": "付款成功。已通知%(shop)s，%(when)s前发货。",
    "This link is your receipt": "这个链接就是你的凭证",
    "On its way with %(carrier)s, number %(number)s": "已发货，%(carrier)s %(number)s",
    "I have it, all good": "已收到，没问题",
    "Confirmed. %(shop)s is paid in 10 s.": "已确认，10 秒后%(shop)s收款。",
    "We confirm for you on %(day)s unless you tell us otherwise.": "%(day)s将自动确认，有问题请先告诉我们。",
    "Something is wrong": "商品有问题",
    "%(amount)s is on its way back to %(method)s, usually within 2 days.": "%(amount)s 正在原路退回%(method)s，通常 2 天内到账。",
    "The money stays with us until this is settled.": "解决之前，钱由平台保管。",
    "Your first order. %(buyer)s bought %(item)s.": "第一单来了：%(buyer)s买了%(item)s。",
    "No orders yet. The first one usually comes from someone you know. Send three people your link.": (
        "还没有订单。第一单常来自熟人，先把链接发给三个朋友。"
    ),
    "This is not a courier label. It looks like an item barcode.": "这不是快递单号，像是商品条码。",
    "Removed.": "已移除。",
    "Undo": "撤销",
    # not "We will send your changes": nothing is kept to be sent later
    "You are offline. What you typed is still here: send it again when you are back.": "网络断开了。你填的内容还在，恢复后请再提交一次。",
    "This did not work, and it is our fault. Your input is still here. Try again.": (
        "出错了，是我们的问题。你填的内容还在，请再试一次。"
    ),
}

# Letters that may stand in a template as they are: names, and class names that a block hands to the layout.
VERBATIM = {
    "catalog/show.html": {"product-page", "product", "OutOfStock", "InStock"},
    "customers/seller_show.html": {"WhatsApp"},
    "ui.html": {"English", "\0 \0w,"},
}
PATTERN_BOOK = "site/patterns.html"  # shows invented shops and goods to developers
CLASS_NAMES = re.compile(r"[\0\s]*(?:(?:wrap|themed|bright|btn|order|checkout|pay|\w+--[\w\0]+|\w+-\0)[\0\s]*)+")


# --- the catalogue ------------------------------------------------------------------------------------------------------------


@cache
def said() -> dict:
    """Every message of the code and the templates, as `make messages` finds them: {id or (one, many): file}."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    options = {one["pattern"]: {k: v for k, v in one.items() if k not in ("pattern", "method")} for one in mappings}
    found = {}
    for folder in ("storefront", "templates"):
        inside = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(f"{folder}/")]
        chosen = {pattern.removeprefix(f"{folder}/"): values for pattern, values in options.items()}
        for path, _line, message, _comments, _context in extract_from_dir(ROOT / folder, inside, chosen, KEYWORDS):
            found.setdefault(message, f"{folder}/{path}")
    return found


@cache
def catalogue():
    with CHINESE.open("rb") as handle:
        return read_po(handle, locale="zh_Hans_CN", abort_invalid=True)


def translations() -> list[tuple]:
    """(id or (one, many), Chinese, message) of every entry."""
    return [
        (entry.id, entry.string[0] if isinstance(entry.string, (tuple, list)) else entry.string, entry)
        for entry in catalogue()
        if entry.id
    ]


def test_every_message_has_its_chinese():
    known = {message_id for message_id, chinese, entry in translations() if chinese and not entry.fuzzy}
    known |= {message_id[0] for message_id in known if isinstance(message_id, tuple)}  # gettext finds the plural's singular
    assert {message: where for message, where in said().items() if message not in known} == {}


def test_the_catalogue_holds_nothing_that_nobody_says():
    assert [message_id for message_id, _chinese, _entry in translations() if message_id not in said()] == []
    assert not catalogue().fuzzy and not catalogue().obsolete


def test_translations_keep_the_placeholders():
    for message_id, chinese, _entry in translations():
        many = message_id[-1] if isinstance(message_id, (tuple, list)) else message_id
        assert set(PLACEHOLDER.findall(chinese)) == set(PLACEHOLDER.findall(many)), (many, chinese)
        if PLACEHOLDER.search(chinese):
            assert "%" not in PLACEHOLDER.sub("", chinese), chinese
        assert len(re.findall(r"%\(", many)) == len(re.findall(r"%\(\w+\)s", many)), many


@pytest.mark.parametrize(
    ("wrong", "pattern"),
    [
        ("an exclamation mark", r"[!！]"),
        ("half-width punctuation beside Chinese", rf"[{HAN}][,;:!?()]|[,;:!?()][{HAN}]|[{HAN}]\.(?!\w)"),
        ("full-width digits or letters", r"[０-９Ａ-Ｚａ-ｚ]"),
        ("no space between Chinese and Latin", rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9][{HAN}]"),
        ("a space beside full-width punctuation", r" [，。；：？、（）“”]|[，。；：？、（）“”] "),
        ("polite or gushing words", r"您|亲[，。爱]|宝贝|限时|秒杀|哦|呢。"),
        ("a three-dot ellipsis", r"\.\.\."),
    ],
)
def test_chinese_is_set_as_chinese(wrong, pattern):
    bare = ((chinese, re.sub(r"%\(\w+\)s", "\0", chinese)) for _id, chinese, _entry in translations())
    assert [chinese for chinese, text in bare if re.search(pattern, text)] == [], wrong


def test_the_words_of_the_design_are_the_words_of_the_catalogue():
    chinese = {(key[0] if isinstance(key, (tuple, list)) else key): text for key, text, _entry in translations()}
    assert {message: chinese.get(message) for message in WORDS} == WORDS


TABS = {"Home", "Shop", "Items", "Bag", "Me", "Today", "Orders", "Add item", "Products", "More", "Queue", "Shops", "Health"}


def test_labels_of_tabs_are_short():
    chinese = {key: text for key, text, _entry in translations() if key in TABS}
    assert set(chinese) == TABS and [text for text in chinese.values() if len(text) > 4] == []
    assert [text for text in TABS if len(text) > 8] == []


# --- languages ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("zh", "zh-CN"), ("zh-CN", "zh-CN"), ("zh-Hans", "zh-CN"), ("zh-Hans-CN,zh;q=0.9", "zh-CN"), ("zh-SG", "zh-CN"),
        ("zh-TW,zh;q=0.8,en;q=0.5", "zh-CN"), ("zh-HK", "zh-CN"), ("en-GB,zh;q=0.5", "en"), ("de-DE,de", "en"),
        ("fr;q=0.9, zh-CN;q=0.8", "zh-CN"), ("", "en"), ("*", "en"),
    ],
)  # fmt: skip
def test_every_tag_finds_its_language(header, tag):
    assert i18n.best(header) == tag
    with i18n.speaking(i18n.best(header)):
        assert i18n.gettext("Bag") == {"zh-CN": "购物袋", "en": "Bag"}[tag]


@pytest.mark.parametrize("header", ["zh-TW", "zh-Hans", "zh-SG", "zh"])
def test_a_page_speaks_chinese_and_says_so(client, header):
    answer = client.get("/help", headers={"Accept-Language": header})
    assert answer.status_code == 200 and 'lang="zh-CN"' in answer.text and "你的钱在哪里" in answer.text


def test_values_are_set_apart_from_chinese_where_they_are_latin():
    with i18n.speaking("zh-CN"):
        assert i18n.gettext("%(shop)s is paid", shop="Mei's Kiln") == "Mei's Kiln 收款"
        assert i18n.gettext("%(shop)s is paid", shop="小梅窑") == "小梅窑收款"
        assert i18n.ngettext("%(num)s item", "%(num)s items", 2) == "2 件商品"
        assert i18n.gettext("Share %(thing)s", thing="100% wool") == "分享 100% wool"
        assert i18n.gettext("Share %(thing)s", thing="") == "分享"


def test_every_message_can_be_filled_in_both_languages():
    for message in said():
        ids = message if isinstance(message, tuple) else (message,)
        values = dict.fromkeys(re.findall(r"%\((\w+)\)s", " ".join(ids)), "7")
        for tag in i18n.LANGUAGES:
            with i18n.speaking(tag):
                text = i18n.ngettext(*ids[:2], 7, **values) if len(ids) > 1 else i18n.gettext(ids[0], **values)
                assert "%(" not in text


# --- nothing is said past the catalogue ---------------------------------------------------------------------------------------


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".svg", ".txt"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "templates").as_posix()


class Visible(HTMLParser):
    """Collects what people see or hear of a template's own text."""

    HEARD = {"alt", "title", "placeholder", "aria-label", "aria-description", "label"}

    def __init__(self):
        super().__init__()
        self.found, self.hidden = [], []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "code", "pre"):
            self.hidden.append(tag)
        self.found += [value for name, value in attrs if name in self.HEARD and value]

    def handle_endtag(self, tag):
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data):
        if not self.hidden:
            self.found.append(data)


def own_text(source: str) -> str:
    """A template without its expressions and statements; an expression leaves a NUL, in a tag's name a letter."""
    kept = ""
    for _line, kind, value in jinja2.Environment().lex(source):
        if kind == "data":
            kept += value
        elif kind == "variable_begin":
            kept += "x" if kept.endswith(("<", "</", "<h", "</h")) else "\0"
    return kept


def test_templates_have_no_words_of_their_own():
    for path in templates():
        if name_of(path) == PATTERN_BOOK:
            continue
        reader = Visible()
        reader.feed(own_text(path.read_text()))
        reader.close()
        words = [text.strip() for text in reader.found if re.search(r"[^\W\d_]{2}", text)]
        words = [text for text in words if not CLASS_NAMES.fullmatch(text) and "/icon.svg" not in text]
        assert set(words) - VERBATIM.get(name_of(path), set()) == set(), name_of(path)


def plain_words(node, spoken=False):
    """String constants of a template that look like words and do not go through gettext."""
    spoken = spoken or (
        isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in ("_", "ngettext")
    )
    if isinstance(node, nodes.Compare | nodes.Test):
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and not spoken:
        if re.match(r"\s*[A-Z][a-z]", node.value) or re.search(r"[a-z]{2} [a-z]{2,} [a-z]{2}", node.value):
            yield node.value
    for child in node.iter_child_nodes():
        yield from plain_words(child, spoken)


def test_templates_hand_no_plain_words_to_macros():
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    for path in templates():
        if name_of(path) == PATTERN_BOOK:
            continue
        found = {word for word in plain_words(env.parse(path.read_text())) if not looks_technical(word)}
        assert found - VERBATIM.get(name_of(path), set()) == set(), name_of(path)


def looks_technical(text: str) -> bool:
    """Class names, events of htmx, sizes, names of WTForms fields in ui.html."""
    return bool(re.fullmatch(r"[\w\s:.,()>#%\[\]=&/'~-]*", text)) and not re.match(r"\s*[A-Z]", text) or text in (
        "Boolean", "Radio", "Select", "File",
    )  # fmt: skip


def code() -> list[Path]:
    """The modules that speak to people: not the demo's stories, not the pattern book's examples."""
    return [
        path for path in sorted((ROOT / "storefront").rglob("*.py"))
        if not {"demo", "migrations", "fonts"} & set(path.parts) and path.name not in ("examples.py",)
    ]  # fmt: skip


SPEAKERS = {"_", "_l", "gettext", "ngettext", "lazy_gettext"}
SENTENCES = {"Refused", "NotFound", "Gone", "Changed", "TooMany", "Invalid", "ValidationError", "Required", "flash"}


def name_called(call: ast.Call) -> str:
    return getattr(call.func, "id", None) or getattr(call.func, "attr", "")


def calls(tree) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_labels_and_refusals_go_through_gettext():
    for path in code():
        for call in calls(ast.parse(path.read_text())):
            name, first = name_called(call), (call.args or [None])[0]
            if name in SENTENCES or (name.endswith("Field") and name != "Field"):
                plain = isinstance(first, ast.JoinedStr) or (isinstance(first, ast.Constant) and isinstance(first.value, str))
                assert not plain or not getattr(first, "value", "words"), f"{path.name}:{call.lineno} says plain words"


def test_messages_are_written_out_where_they_are_collected():
    for path in code():
        if path == ROOT / "storefront/kit/i18n.py":
            continue
        for call in calls(ast.parse(path.read_text())):
            if name_called(call) in SPEAKERS:
                written = [
                    arg for arg in call.args[: 2 if name_called(call) == "ngettext" else 1] if isinstance(arg, ast.Constant)
                ]
                assert written, f"{path.name}:{call.lineno} hands gettext something that cannot be collected"


def test_the_names_of_gettext_are_the_ones_that_are_collected():
    for path in code():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module in ("storefront.kit.i18n", "storefront.kit.forms"):
                for alias in node.names:
                    if alias.name in SPEAKERS:
                        assert (alias.asname or alias.name) in SPEAKERS, f"{path.name}:{node.lineno} as {alias.asname}"


def early(node):
    """Calls that run when a module is imported: outside every function and lambda."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from early(child)


def test_words_written_at_import_time_are_lazy():
    for path in code():
        for call in early(ast.parse(path.read_text())):
            assert name_called(call) not in ("_", "gettext", "ngettext"), f"{path.name}:{call.lineno} is frozen in English"
