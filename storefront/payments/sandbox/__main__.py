"""`python -m storefront.payments.sandbox [--port 8100]`: the sandbox alone. Start the market with MICROSTORE_SANDBOX_URL naming it."""

import argparse
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIServer, make_server

from storefront.kit import ids, log
from storefront.kit.config import Config
from storefront.payments.sandbox import mounting


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m storefront.payments.sandbox", description="The sandbox payment service, alone."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    chosen = parser.parse_args()
    config = Config.from_env()
    ids.configure(config.secret)
    log.configure(config.production)
    sandbox = mounting.made(config)
    sandbox.courier.wake()
    sys.stdout.write(f"The sandbox answers at http://{chosen.host}:{chosen.port}; notices go to {sandbox.courier.notify_url}.\n")
    sys.stdout.flush()
    with make_server(chosen.host, chosen.port, sandbox, server_class=_Server) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main())
