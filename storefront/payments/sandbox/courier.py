"""Posts notices to the merchant, in a thread of its own, again until each is taken."""

import threading

from storefront.kit import log
from storefront.payments.carrier import Carrier, Unreachable
from storefront.payments.sandbox import signing
from storefront.payments.sandbox.store import Store


class Courier:
    """`wake()` after something was written; the thread starts with the first call and ends with the process."""

    def __init__(self, store: Store, secret: bytes, notify_url: str, carrier: Carrier, background: bool = True):
        self.store, self.secret, self.notify_url, self.carrier, self.background = store, secret, notify_url, carrier, background
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._waits = True  # as far as is known: whether something is still to be sent

    def wake(self) -> None:
        """There may be something to send. Returns at once."""
        if not self.background:
            return
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sandbox notices", daemon=True)
                self._thread.start()
        self._wanted.set()

    def _run(self) -> None:
        while True:
            self._wanted.wait(timeout=0.5 if self._waits else None)
            self._wanted.clear()
            try:
                self.deliver()
                self._waits = self.store.waiting()
            except Exception as error:  # the thread goes on, whatever happens to one notice or to the store
                self._waits = True
                log.error("sandbox.notices", error=repr(error))

    def deliver(self) -> int:
        """Send what is due, here and now; returns how many notices were taken."""
        return sum(self._post(notice) for notice in self.store.due())

    def _post(self, notice) -> bool:
        body = bytes(notice["body"])
        headers = {"Content-Type": "application/json", signing.HEADER: signing.sign(self.secret, body)}
        try:
            status, _answer = self.carrier.send("POST", self.notify_url, headers, body)
        except Unreachable:
            status = 0
        if status == 200:
            self.store.taken(notice)
            return True
        self.store.not_taken(notice)
        return False
