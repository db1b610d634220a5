"""The sandbox gateway in this process, for tests that pay through it."""

import pytest


@pytest.fixture
def sandbox(app, config, database, tmp_path):
    """The gateway with an empty store; `sandbox.courier.deliver()` posts its notices, straight into the application."""
    from storefront import payments
    from storefront.payments.carrier import Direct
    from storefront.payments.sandbox import Sandbox, mounting

    one = Sandbox(
        tmp_path / "sandbox.db", mounting.secret(), "http://localhost/hooks/sandbox", Direct(app.wsgi_app), background=False
    )
    payments.configure(config, Direct(one, "/sandbox"))
    yield one
    payments.configure(config)
