"""Where links lead and where their pictures are. Addresses that leave the market are absolute: they stand on paper and in chats."""

_base = ""


def configure(base_url: str) -> None:
    """Take the public address that links and QR codes carry. Called when the app is made."""
    global _base
    _base = base_url.rstrip("/")


def absolute(path: str) -> str:
    """A path of this site with the public address in front."""
    return _base + path


def url(link) -> str:
    """The short link as it stands under a QR code: https://shops.example/q/7KQ2MPD."""
    return absolute(f"/q/{link.code}")


def path_of(shop, kind: str, target: str = "") -> str:
    """The public page of a thing: /@mei, /@mei/p/K7Q2XW, /@mei/c/cups."""
    part = {"shop": "", "product": "/p/", "collection": "/c/"}[kind]
    return f"/@{shop.slug}{part}{target}"


def card_url(shop, product=None, collection=None) -> str:
    """The link card of an item (anything with a `code`), a collection or the shop itself, absolute, for og:image."""
    if product is not None:
        return absolute(f"{path_of(shop, 'product', product.code)}/card.jpg")
    if collection is not None:
        return absolute(f"{path_of(shop, 'collection', collection.slug)}/card.jpg")
    return absolute(f"{path_of(shop, 'shop')}/card.jpg")
