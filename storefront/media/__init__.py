"""Media: photos in, clean pictures out.

An upload is looked at before it is decoded (`sniffing`), decoded with little memory, turned upright, brought to sRGB and encoded
anew (`encoding`), so that nothing of the file itself, no place, no camera, no program, survives. JPEG in up to four widths is
there when `keep()` returns; AVIF and WebP follow from the worker, which then announces `Encoded`. Files live in a `store` behind
a contract: a folder here, object storage elsewhere. Public pictures are served under /pictures/<code>-<width>.<format>; private
ones (proofs, evidence, documents) only by a signed path that a page prints after it has checked who is looking.
"""

from storefront.media.actions import (
    by_code,
    by_codes,
    cleaned,
    configure,
    describe,
    discard,
    encode_later,
    focus,
    forget,
    forget_discarded,
    keep,
    lasting_url,
    of_shop,
    seen_before,
    space_used,
)  # fmt: skip
from storefront.media.markup import picture_tag
from storefront.media.models import FORMATS, WIDTHS, Encoded, Picture, Shown
from storefront.media.sniffing import NotAPicture
from storefront.media.store import LocalStore, Store, store

__all__ = [
    "FORMATS", "WIDTHS", "Encoded", "LocalStore", "NotAPicture", "Picture", "Shown", "Store", "by_code", "by_codes", "cleaned", "configure", "describe",
    "discard", "encode_later", "focus", "forget", "forget_discarded", "keep", "lasting_url", "of_shop", "picture_tag", "seen_before", "space_used", "store",
]  # fmt: skip
