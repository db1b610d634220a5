"""The <picture> element as ready markup.

`ui.picture` in the templates draws the same thing (a test holds the two together); lists of goods show dozens of pictures on
pages that have a millisecond, and there a macro costs eight times as much as joining strings.
"""

from markupsafe import Markup, escape

from storefront.media import names

_HINTS = {True: ' fetchpriority="high"', False: ' loading="lazy" decoding="async"'}


def picture_tag(
    picture, sizes: str = "100vw", alt: str = "", priority: bool = False, widths: tuple[int, ...] = (), id: str = ""
) -> Markup:
    """The element for a public picture (a Picture or a Shown): best format first, JPEG as the <img>. `sizes` and `id` are our own text."""
    widths = widths or picture.widths
    formats = picture.formats.split(",")
    last = formats[-1]
    stem, largest = f"/pictures/{picture.code}-", picture.width
    files = [(names.pick(largest, width), width) for width in widths]
    sources = "".join(
        f'<source type="image/{fmt}" sizes="{sizes}" srcset="{", ".join([f"{stem}{file}.{fmt} {width}w" for file, width in files])}">'
        for fmt in formats[:-1]
    )
    srcset = ", ".join([f"{stem}{file}.{last} {width}w" for file, width in files])
    classes = f' class="{picture.css_class}"' if picture.css_class else ""
    named = f' id="{id}"' if id else ""
    return Markup(
        f'<picture>{sources}<img src="{stem}{files[1 if len(files) > 1 else 0][0]}.{last}" srcset="{srcset}" sizes="{sizes}" '
        f'width="{largest}" height="{picture.height}" alt="{escape(alt) if alt else ""}"{classes}{_HINTS[priority]}{named}></picture>'
    )
