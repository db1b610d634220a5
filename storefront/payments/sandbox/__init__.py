"""The sandbox: a payment service to try things with, as far from the market as a real one.

A small WSGI application of its own with its own pages (pay, decline, pay twice, pay late, never answer, a wrong amount), its own
store (a file in the data folder) and its own thread that posts signed notices to /hooks/sandbox and tries again until they are
taken. It knows the market by a shared secret and by what the hand-over link says; the market talks to it over HTTP like to
any other service (gateways/sandbox.py). It answers queries, and refunds once per idempotency key.

It lives under /sandbox of the development server (`mount`), or alone: `python -m storefront.payments.sandbox`, with
MICROSTORE_SANDBOX_URL naming where. Production refuses it.
"""

from storefront.payments.sandbox.app import Sandbox
from storefront.payments.sandbox.mounting import Mounted, mount, secret

__all__ = ["Mounted", "Sandbox", "mount", "secret"]
