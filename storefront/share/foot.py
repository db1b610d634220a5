"""The foot of a poster: a measured block of name, price and code."""

from dataclasses import dataclass, field

from storefront.share import lettering, qr, wrapping
from storefront.share.sheet import Price, price_pieces, price_size, price_width


@dataclass
class Foot:
    """The block below the pictures. All values in units of the sheet; see templates/share/_foot.svg."""

    x: int
    link: str
    top: int = 0
    seal: int = 76
    seal_y: float = 0
    shop: str = ""
    shop_size: float = 0
    shop_y: float = 0
    name: list[str] = field(default_factory=list)
    name_style: str = "regular"
    name_size: float = 0
    name_leading: float = 0
    name_y: float = 0
    words: list[str] = field(default_factory=list)
    words_size: float = 30
    words_leading: float = 44
    words_y: float = 0
    price: Price | str | None = None
    price_size: float = 0
    price_y: float = 0
    was: Price | str | None = None
    was_size: float = 0
    was_x: float = 0
    was_width: float = 0
    code: int = 0
    code_x: float = 0
    code_y: float = 0
    quiet: int = 0
    shown: list[str] = field(default_factory=list)
    link_size: float = 0
    link_y: float = 0
    limit: float = 0
    across: float = 0

    def place_code(self, right: float, largest: int) -> None:
        """Gives the code whole units per module and at most `largest` side, its right edge at `right`, and sets the link below."""
        count = len(qr.modules(self.link))
        unit = max(3, largest // count)
        self.code, self.quiet = count * unit, qr.QUIET * unit
        self.code_x = right - self.code
        self.across = right - self.x
        self.limit = self.code_x - self.quiet - self.x
        self.link_size, self.shown = link_lines(self.link, self.code)

    def set_price(self, price: Price | str | None, was: Price | str | None, sizes: tuple[int, ...]) -> None:
        """The largest size at which the price fits; the old price beside it where there is room, else left out."""
        if not price or not price_pieces(price):
            return
        self.price = price
        self.price_size = price_size(price, sizes, self.limit)
        if was and price_pieces(was):
            self.was_size = self.price_size * 0.4
            self.was_x = self.x + price_width(price, self.price_size) + 24
            self.was_width = price_width(was, self.was_size, "regular")
            self.was = was if self.was_x + self.was_width <= self.x + self.limit else None


def link_lines(link: str, limit: float) -> tuple[float, list[str]]:
    """(size, lines) of a link as people type it: on one line if it can be read there, else host and path below one another."""
    text = bare(link)
    for size in (26, 25, 24, 23, 22, 21, 20, 19):
        if lettering.width(text, "regular", size) <= limit:
            return size, [text]
    host, slash, path = text.partition("/")
    size = min(24, *(24 * limit / max(1, lettering.width(part, "regular", 24)) for part in (host, slash + path)))
    if size >= 16:
        return size, [part for part in (host, slash + path) if part]
    return 18, wrapping.wrap(text, "regular", 18, limit, 3)


def leading(text: list[str], latin: float, chinese: float) -> float:
    """Which of two line heights suits these lines."""
    return chinese if lettering.is_chinese("".join(text)) else latin


def bare(link: str) -> str:
    """A link as people type it: without its scheme."""
    return link.split("://", 1)[-1].rstrip("/")
