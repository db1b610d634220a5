"""The seal of a shop as icons for browsers and home screens. The SVG of it is `seals.seal_svg`."""

from storefront.share.seals import Brand
from storefront.share.sheet import Sheet, one_at_a_time, png


@one_at_a_time
def seal_png(brand: Brand, size: int, maskable: bool = False) -> bytes:
    """A PNG, `size` pixels square, of the seal or the logo; `maskable` fills the corners for phones that cut their own shape."""
    drawing = Sheet(brand, size, size).drawing("seal.svg", size=size, maskable=maskable)
    return png(drawing.convert("RGB") if maskable else drawing)
