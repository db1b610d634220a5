"""Data for the measurements, made by the shop's own verbs where that is quick enough, else by inserts of the same rows."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.servers import ROOT


@dataclass
class Made:
    """What the measurements ask for."""

    slug: str
    items: list[str]
    variants: list[str]
    collection: str


def _inside(folder: Path, code: str) -> str:
    """Run `code` with the application on `folder`, in a process of its own; returns what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MICROSTORE_")}
    environment = kept | {"MICROSTORE_DATA": str(folder), "MICROSTORE_URL": "http://localhost", "PYTHONPATH": str(ROOT)}
    start = "from storefront.kit.config import Config\nfrom storefront.commands import prepare\nconfig = Config.from_env()\napp = prepare(config)\n"
    done = subprocess.run(
        [sys.executable, "-c", start + code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def make(folder: Path, items: int) -> Made:
    """One direct shop with so many items, each with a picture, a collection of twenty, and bank transfer."""
    out = _inside(
        folder,
        f"""
from storefront.kit import clock, personal, db
from storefront import accounts, catalog, shops, payments, media
from storefront.media import Picture
from storefront.shipping import table
import json
person = accounts.Person.create(name="Bench", phone="+8613700137000", phone_index=personal.blind("phone", "+8613700137000"), created_at=clock.now())
shop = shops.open_shop(person, "Bench")
shops.verify(shop, "company")
shops.Shop.update(mode="direct").where(shops.Shop.id == shop.id).execute()
shop = shops.Shop.get_by_id(shop.id)
table.give_default(shop)
payments.Method.create(shop=shop, key="bank", settings=json.dumps({{"name": "Bench", "account": "123", "iban": "DE89370400440532013000", "bank": "Bank"}}))
shelf = catalog.create_collection(shop, "Mugs")
with db.transaction():
    for number in range({items}):
        product = catalog.create_draft(shop)
        catalog.save(product, name=f"Sunday mug number {{number}}", words="Thrown by hand, so yours will differ a little. " * 4, price_minor=12800 + number)
        picture = Picture.create(shop=shop.id, code=f"bench{{number:017d}}", width=1600, height=2000, formats="avif,webp,jpeg", fingerprint=str(number), created_at=clock.now())
        catalog.attach(product, [picture])
        catalog.put_on_sale(product)
        if number < 20:
            catalog.put_on_shelf(shop, shelf, product)
        variant = catalog.variants_of(product)[0]
        print(product.code, variant.code, shelf.slug)
""",
    )
    rows = [line.split() for line in out.splitlines() if len(line.split()) == 3]
    return Made("bench", [row[0] for row in rows], [row[1] for row in rows], rows[0][2])


def more_shops(folder: Path, count: int) -> None:
    """So many small shops, bench-0 and on."""
    _inside(
        folder,
        f"""
from storefront.kit import clock, db
from storefront.shops.models import Shop, Member
from storefront import accounts
owner = accounts.Person.select().first()
with db.transaction():
    for number in range({count}):
        Shop.create(owner=owner, slug=f"bench-{{number}}", name=f"Bench {{number}}", name_key=f"bench {{number}}", seal="B", currency="CNY", country="CN", time_zone="Asia/Shanghai", created_at=clock.now()) if hasattr(Shop, "name_key") else Shop.create(owner=owner, slug=f"bench-{{number}}", name=f"Bench {{number}}", seal="B", currency="CNY", country="CN", time_zone="Asia/Shanghai", created_at=clock.now())
""",
    )
