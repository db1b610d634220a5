"""Cases, what both sides say and show in them, and money that cannot be withdrawn meanwhile."""


def up(database):
    """Create what a database of the first sale does not have yet."""
    from storefront.aftersales.models import Case, Said, Shot
    from storefront.ledger.models import Freeze

    database.create_tables([Freeze, Case, Said, Shot], safe=True)
