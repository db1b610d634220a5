"""My data: everything about one person to take along, and being forgotten.

Every room that keeps something about people says so itself, in a module `keeper` (kit.about tells what it offers); `app.py` hands all
of them in (`keepers`), and this room only asks. An export is made in the background, step by step, and can be taken after a
fresh proof for some days. An erasure waits some days, in which it can be called off, and is refused while money is held or a
question is open. Then, in one transaction, every room forgets; orders, sums and decisions stay and name nobody.

Whoever has an account comes by /me/data; a guest comes from the private link of an order and proves the contact of that order.
"""

from storefront.privacy.asking import (
    ask_erasure,
    ask_export,
    call_off,
    export_named,
    latest_erasure,
    latest_export,
    obstacles,
    take,
)
from storefront.privacy.forgetting import erase_due, forget_goodbyes
from storefront.privacy.making import make, sweep
from storefront.privacy.models import ERASURE, EXPORT, Erasure, Export
from storefront.privacy.registry import keepers
from storefront.privacy.rules import configure
from storefront.privacy.whom import about_contact, about_person

__all__ = [
    "ERASURE", "EXPORT", "Erasure", "Export", "about_contact", "about_person", "ask_erasure", "ask_export", "call_off", "configure",
    "erase_due", "export_named", "forget_goodbyes", "keepers", "latest_erasure", "latest_export", "make", "obstacles", "sweep", "take",
]  # fmt: skip
