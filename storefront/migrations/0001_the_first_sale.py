"""The tables of the first sale."""


def up(database):
    """Create everything."""
    from storefront.kit import db
    from storefront.migrations import Applied

    database.create_tables([model for model in db.models() if model is not Applied], safe=True)
