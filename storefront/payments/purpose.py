"""What money is for. Whoever sells something registers here, in app.py: `payments.purposes["order"] = checkout.OrderPurpose()`.

Payments knows nothing about orders: it knows a purpose and a reference ("order", "17"), and calls the purpose inside its own
transaction when money has arrived.
"""

from typing import Protocol


class Purpose(Protocol):
    """Something that can be paid for."""

    def paid(self, payment, provider: str | None, reference: str) -> str:
        """Money for `payment` arrived, all of it, in the right currency. Book it and say what became of it:

        "applied"    it counts; the purpose has posted it in the ledger under `reference`
        "duplicate"  the thing was paid already: payments sends this money back
        "late"       the thing cannot be had any more: payments sends this money back

        `provider` is the gateway that holds it, `ledger.SUSPENSE` where it had arrived before and a person found its place, or None
        where the seller received it directly and the ledger has nothing to say.
        Runs inside the transaction of the capture, and may be called for a payment that was given up. It locks its own row first.
        """

    def claimed(self, payment) -> None:
        """The buyer says that a direct payment was made: the thing waits until the seller has looked. Inside the transaction.
        A purpose that keeps nothing for the buyer need not have it."""

    def label(self, payment) -> str:
        """The human number of the thing: "K7Q2"."""

    def buyer_url(self, payment) -> str:
        """Where the buyer goes on: the private page of the thing."""

    def seller_url(self, payment) -> str:
        """Where the seller finds the thing."""


purposes: dict[str, Purpose] = {}
