"""What app.py calls once: which gateways there are, and what this room needs of the settings."""

from storefront import ledger
from storefront.kit import jobs
from storefront.kit.config import Config
from storefront.payments import asking, forgetting, opening
from storefront.payments.carrier import Carrier, Http
from storefront.payments.gateways.sandbox import SandboxGateway
from storefront.payments.providers import gateways
from storefront.payments.sandbox import mounting


def configure(config: Config, carrier: Carrier | None = None) -> None:
    """Register the gateways that the settings switch on, and the sweep. `carrier` replaces HTTP in tests."""
    gateways.clear()
    if config.sandbox:
        outside = config.sandbox_url.rstrip("/")
        api = outside or mounting.inside(config) + mounting.PREFIX
        gateway = SandboxGateway(mounting.secret(), api, outside or mounting.PREFIX, carrier or Http(seconds=3.0))
        gateways.add(gateway.key, gateway)
    opening.configure(config.base_url)
    forgetting.configure(config.provider_days)
    asking.configure(config.threads)
    ledger.name_orders_with(opening.labels)
    jobs.every_minute(asking.sweep)


def form_origins() -> str:
    """Where a form may lead besides this site: the pages of gateways, for `security.open_csp(response, forms=…)`."""
    return " ".join(gateway.origin for _key, gateway in gateways if gateway.origin)
