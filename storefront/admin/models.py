"""Pages that failed, for the operator: the same from whichever process one looks, the newest few hundred of them."""

import peewee

from storefront.kit import db

KEPT = 500


class PageFault(db.Base):
    """One answer that was our fault. `reference` is what the page told whoever asked."""

    id = peewee.BigAutoField()
    at = db.UTCDateTimeField()
    endpoint = peewee.CharField(80)
    reference = peewee.CharField(8, index=True)
    error = peewee.CharField(500)

    class Meta:
        table_name = "page_fault"
