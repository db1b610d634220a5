"""A paper as PDF, A4: drawn from the same words as its page, with the shipped fonts, of which only the letters used are embedded."""

from datetime import datetime
from threading import Lock

from storefront.invoices.sheet import Sheet
from storefront.share import faces, lettering

LEFT, TOP, WIDTH = 20, 22, 170  # millimetres
COLUMNS = (78, 16, 28, 18, 30)  # what, pieces, price, rate, sum
_drawing = Lock()  # subsetting a large font is the work of a moment and of much memory: one at a time


def draw(sheet: Sheet, made_at: datetime) -> bytes:
    """The file. The same paper gives the same bytes."""
    from fpdf import FPDF  # here: most requests need no PDF, and the library is slow to load

    with _drawing:
        page = FPDF(format="A4")
        page.set_creation_date(made_at)
        page.set_title(f"{sheet.title} {sheet.facts[0][1]}")
        page.set_lang(sheet.language)
        page.set_producer("Microstore")
        page.set_margins(LEFT, TOP, 210 - LEFT - WIDTH)
        page.set_auto_page_break(True, 20)
        _fonts(page, _all_text(sheet))
        page.add_page()
        _head(page, sheet)
        _goods(page, sheet)
        _sums(page, sheet)
        return bytes(page.output())


def _all_text(sheet: Sheet) -> str:
    """Every word of it, to know which fonts are needed."""
    parts = [sheet.title, *sheet.heads, *sheet.seller, *sheet.buyer, *sheet.notes]
    parts += [text for fact in sheet.facts for text in fact] + [text for row in sheet.rows for text in row]
    return "".join([*parts, *(row[0] + row[1] for row in sheet.sums)])


def _fonts(page, text: str) -> None:
    """The faces that this text needs: the first for what it draws, the others behind it."""
    first, *rest = faces.faces("regular")
    page.add_font("text", "", first.path)
    page.add_font("text", "B", faces.faces("semibold")[0].path)
    needed, left = [], {char for char in text if not char.isspace() and not first.draws(char)}
    for face in rest:
        if any(face.draws(char) for char in left):
            page.add_font(face.family, "", face.path)
            needed.append(face.family)
            left = {char for char in left if not face.draws(char)}
    page.set_font("text", "", 10)
    page.set_fallback_fonts(needed, exact_match=False)
    page.set_text_shaping(False)


def _clean(text: str) -> str:
    return lettering.drawable(text)


def _say(
    page, width: float, text: str, size: float = 10, bold: bool = False, align: str = "L", grey: bool = False, high: float = 5.2
) -> None:
    page.set_font("text", "", 1)  # after a run in another font the library believes that it is back: another size makes it say so
    page.set_font("text", "B" if bold else "", size)
    page.set_text_color(90 if grey else 0)
    page.multi_cell(width, high, _clean(text), align=align, new_x="LEFT", new_y="NEXT")


def _head(page, sheet: Sheet) -> None:
    _say(page, 100, sheet.title, 20, True, high=9)
    top = page.get_y() + 4
    page.set_xy(LEFT, top)
    for number, line in enumerate(sheet.seller):
        _say(page, 80, line, bold=number == 0)
    page.ln(5)
    page.set_x(LEFT)
    for number, line in enumerate(sheet.buyer):
        _say(page, 80, line, bold=number == 0)
    end = page.get_y()
    page.set_xy(LEFT + 95, top)
    for label, value in sheet.facts:
        start = page.get_y()
        _say(page, 27, label, grey=True)
        after = page.get_y()
        page.set_xy(LEFT + 122, start)
        _say(page, 48, value)
        page.set_xy(LEFT + 95, max(after, page.get_y()))
    page.set_xy(LEFT, max(end, page.get_y()) + 10)


def _goods(page, sheet: Sheet) -> None:
    if not sheet.rows:
        return
    _row(page, sheet.heads, grey=True)
    for what, detail, *rest in sheet.rows:
        _row(page, (f"{what} · {detail}" if detail else what, *rest))
    page.ln(3)


def _row(page, cells, grey: bool = False) -> None:
    if page.get_y() > 262:
        page.add_page()
    top = bottom = page.get_y()
    left = LEFT
    for number, (width, text) in enumerate(zip(COLUMNS, cells, strict=True)):
        page.set_xy(left, top)
        _say(page, width, text or " ", align="L" if number == 0 else "R", grey=grey)
        bottom, left = max(bottom, page.get_y()), left + width
    page.set_draw_color(210)
    page.line(LEFT, bottom + 1, LEFT + WIDTH, bottom + 1)
    page.set_xy(LEFT, bottom + 2.4)


def _sums(page, sheet: Sheet) -> None:
    for label, value, kind in sheet.sums:
        top = page.get_y()
        page.set_x(LEFT + 50)
        _say(page, 85, label, 11 if kind else 10, bool(kind), "R")
        below = page.get_y()
        page.set_xy(LEFT + 135, top)
        _say(page, 35, value, 11 if kind else 10, bool(kind), "R")
        page.set_xy(LEFT, max(below, page.get_y()) + 0.8)
    page.ln(6)
    page.set_x(LEFT)
    for note in sheet.notes:
        _say(page, WIDTH, note, grey=True)
