"""Who is behind the demo shops: one was checked, one waits for the operator. Its papers are drawn, and say so."""

import io

from PIL import Image, ImageDraw

from storefront import shops, verification
from storefront.kit import events


def check(made: dict, operator) -> None:
    """Mei's company is checked; Xiaozhu's papers wait at /admin/verify."""
    mei = _sent(made["meikiln"], "company", "Chen Mei", "DEMO-000-001", ("Mei Kiln Ceramics", "DEMO 91360200"))
    with events.acting("operator", operator.id):
        verification.look(mei, operator, "decide")
        verification.accept(mei, operator, ("name", "number", "valid", "company"))
    _sent(made["xiaozhu"], "individual", "朱小雨", "DEMO-000-002")


def _sent(shop, kind: str, name: str, number: str, company=("", "")):
    shop = shops.Shop.get_by_id(shop.id)
    begun = verification.begin(shop, kind, shops.owner_of(shop))
    for side, ground in (("first", "#dfe7ee"), ("second", "#ece4d8")):
        verification.attach(begun, side, _drawn(ground, number))
    verification.fill(begun, name, "CN", number, *company)
    return verification.send(begun)


def _drawn(ground: str, number: str) -> bytes:
    """A card that nobody takes for a real one."""
    card = Image.new("RGB", (1000, 630), ground)
    pen = ImageDraw.Draw(card)
    pen.rounded_rectangle((20, 20, 980, 610), 36, outline="#5b6b78", width=6)
    pen.ellipse((90, 150, 330, 450), fill="#b9c6d0")
    pen.ellipse((140, 180, 280, 330), fill="#8d9da9")
    for row in range(4):
        pen.rectangle((400, 170 + row * 70, 880 - row * 60, 196 + row * 70), fill="#a9b7c2")
    pen.text((400, 480), f"SPECIMEN {number}", fill="#3c4852", font_size=44)
    out = io.BytesIO()
    card.save(out, "JPEG", quality=80)
    return out.getvalue()
