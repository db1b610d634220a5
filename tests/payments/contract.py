"""What every gateway must do. A gateway's tests subclass `ProviderContract` and give it a `bench`: the provider's own side.

class TestStripe(ProviderContract):
    @pytest.fixture
    def bench(self, …): return StripeBench(…)
"""

from datetime import timedelta
from typing import Protocol

import pytest

from storefront.kit import clock
from storefront.payments.models import Capture, Refund
from storefront.payments.providers import BadNotice, Captured, ProviderDown, ProviderRefused, gateways


class Bench(Protocol):
    """The other side of a gateway: what payers do there, and what it would tell us."""

    provider: object  # our adapter, talking to this bench

    def pay(self, payment, minor: int | None = None) -> None:
        """A payer pays; what was asked, or `minor`."""

    def decline(self, payment) -> None:
        """A payer tries and is declined."""

    def bounce(self, refund) -> None:
        """A refund that was done comes back: the account that it went to is closed."""

    def notices(self) -> list[tuple[dict[str, str], bytes]]:
        """(headers, body) of every notice that it wants to send now, in order."""

    def forge(self, body: bytes) -> list[dict[str, str]]:
        """Headers that anybody could send with `body`: none, an empty or broken signature, one by another key, one of another body."""

    def break_line(self, how: str) -> None:
        """From now on: "cut" nothing answers, "nonsense" the answers make no sense, "error" they are errors, "" all is well."""


class ProviderContract:
    """Subclass me."""

    @pytest.fixture
    def payment(self, till, bench):
        return till.ask(method=bench.provider.key)

    @pytest.fixture
    def paid(self, payment, bench):
        bench.pay(payment)
        return payment

    def only_notice(self, bench):
        """(headers, body, what it says) of the one notice that waits."""
        [(headers, body)] = bench.notices()
        return headers, body, bench.provider.read_notice(headers, body)

    # --- handing over ------------------------------------------------------------------------------------------------
    def test_it_fits_the_registry(self, bench):
        gateways.add(bench.provider.key, bench.provider)
        assert bench.provider.mode == "protected" and bench.provider.payee and str(bench.provider.name)

    def test_the_buyer_is_sent_to_a_page_and_nothing_moves(self, bench, payment):
        handover = bench.provider.start(payment, f"http://localhost/pay/{payment.code}")
        assert handover.kind == "redirect"
        assert handover.url.startswith(bench.provider.origin or "/")
        assert bench.provider.query(payment).captures == ()
        assert Capture.select().count() == 0

    # --- asking ------------------------------------------------------------------------------------------------------
    def test_it_tells_what_arrived(self, bench, paid):
        [captured] = bench.provider.query(paid).captures
        assert (captured.amount_minor, captured.currency, captured.payee) == (11800, "CNY", bench.provider.payee)
        assert bench.provider.query(paid).captures == (captured,)  # and the same again

    def test_two_payments_of_one_request_are_two(self, bench, payment):
        bench.pay(payment)
        bench.pay(payment)
        first, second = bench.provider.query(payment).captures
        assert first.provider_reference != second.provider_reference

    def test_what_was_not_paid_has_not_arrived(self, bench, payment):
        assert bench.provider.query(payment).captures == ()
        bench.decline(payment)
        answer = bench.provider.query(payment)
        assert (answer.captures, answer.declined) == ((), True)

    def test_a_wrong_amount_is_told_as_it_is(self, bench, payment):
        bench.pay(payment, 11799)
        assert [captured.amount_minor for captured in bench.provider.query(payment).captures] == [11799]

    @pytest.mark.parametrize("how", ["cut", "error", "nonsense"])
    def test_a_broken_line_is_no_answer(self, bench, paid, how):
        bench.break_line(how)
        with pytest.raises(ProviderDown):
            bench.provider.query(paid)
        with pytest.raises(ProviderDown):
            bench.provider.refund(self.refund(paid, 100))

    # --- notices -----------------------------------------------------------------------------------------------------
    def test_a_notice_says_what_arrived(self, bench, paid):
        headers, body, told = self.only_notice(bench)
        assert (told.kind, told.code) == ("paid", paid.code)
        assert told.captured == bench.provider.query(paid).captures[0]
        assert bench.provider.read_notice(headers, body).event_id == told.event_id

    def test_a_refusal_is_told(self, bench, payment):
        bench.decline(payment)
        told = self.only_notice(bench)[2]
        assert (told.kind, told.code, told.captured) == ("declined", payment.code, None)

    def test_two_notices_have_two_ids(self, bench, payment):
        bench.pay(payment)
        bench.pay(payment)
        ids = {bench.provider.read_notice(headers, body).event_id for headers, body in bench.notices()}
        assert len(ids) == 2

    def test_a_forged_notice_is_refused(self, bench, paid):
        _headers, body, _told = self.only_notice(bench)
        for headers in bench.forge(body):
            with pytest.raises(BadNotice):
                bench.provider.read_notice(headers, body)

    def test_an_altered_notice_is_refused(self, bench, paid):
        headers, body, _told = self.only_notice(bench)
        assert b"11800" in body
        for altered in (
            body.replace(b"11800", b"1180"),
            body + b" ",
            body[:-1],
            b"",
            body.replace(paid.code.encode(), b"x" * 22),
        ):
            with pytest.raises(BadNotice):
                bench.provider.read_notice(headers, altered)

    @pytest.mark.parametrize(
        "age", [timedelta(minutes=5, seconds=2), timedelta(minutes=10), timedelta(days=3), -timedelta(minutes=6)]
    )
    def test_an_old_notice_is_refused(self, bench, paid, age):
        headers, body, _told = self.only_notice(bench)
        clock.advance(age)
        with pytest.raises(BadNotice):
            bench.provider.read_notice(headers, body)

    def test_a_young_notice_is_taken(self, bench, paid):
        headers, body, told = self.only_notice(bench)
        clock.advance(timedelta(minutes=4, seconds=50))
        assert bench.provider.read_notice(headers, body) == told

    # --- refunds -----------------------------------------------------------------------------------------------------
    def refund(self, payment, minor: int, key: str = "r1") -> Refund:
        """A refund of a payment that was made there, as the adapter gets it; never written down."""
        reference = getattr(self, "captured", None) or "txn"
        capture = Capture(id=1, provider=payment.method, provider_reference=reference, amount_minor=11800, currency="CNY")
        number = int(key.removeprefix("r"))
        return Refund(
            id=number, key=key, shop=payment.shop_id, payment=payment, capture=capture, amount_minor=minor, currency="CNY"
        )

    @pytest.fixture
    def refundable(self, bench, paid):
        [captured] = bench.provider.query(paid).captures
        self.captured = captured.provider_reference
        return paid

    def test_a_refund_happens_once_per_key(self, bench, refundable):
        row = self.refund(refundable, 8000)
        assert [bench.provider.refund(row) for _ in range(3)] == ["done", "done", "done"]
        with pytest.raises(ProviderRefused):
            bench.provider.refund(self.refund(refundable, 3801, "r2"))  # 8,000 are gone
        assert bench.provider.refund(self.refund(refundable, 3800, "r3")) == "done"

    def test_a_refund_is_told_by_its_key(self, bench, refundable):
        bench.provider.refund(self.refund(refundable, 500))
        told = [bench.provider.read_notice(headers, body) for headers, body in bench.notices()]
        assert ("refunded", "r1") in [(one.kind, one.refund_key) for one in told]

    def test_a_refund_that_comes_back_is_told_by_its_key_and_goes_again_by_another(self, bench, refundable):
        row = self.refund(refundable, 11800)
        assert bench.provider.refund(row) == "done"
        bench.bounce(row)
        told = [bench.provider.read_notice(headers, body) for headers, body in bench.notices()]
        (back,) = [one for one in told if one.kind == "refund_failed"]
        assert (back.refund_key, bool(back.problem)) == ("r1", True)
        row.bounced_count = 1
        assert [bench.provider.refund(row) for _ in range(2)] == ["done", "done"]
        with pytest.raises(ProviderRefused):
            bench.provider.refund(self.refund(refundable, 1, "r2"))  # it went again, once and whole
        told = [bench.provider.read_notice(headers, body) for headers, body in bench.notices()]
        assert ("refunded", row.sending_key) in [(one.kind, one.refund_key) for one in told]

    def test_a_refund_of_nothing_known_is_refused(self, bench, paid):
        self.captured = "never-was"
        with pytest.raises(ProviderRefused):
            bench.provider.refund(self.refund(paid, 1))

    def test_what_cannot_be_a_capture_is_not_one(self):
        for wrong in (
            {"amount_minor": 0},
            {"amount_minor": -1},
            {"amount_minor": 1.5},
            {"amount_minor": True},
            {"amount_minor": 10**12},
        ):
            with pytest.raises(ValueError):
                Captured(**{"provider_reference": "t", "amount_minor": 1, "currency": "CNY", "payee": "us"} | wrong)
        for wrong in (
            {"provider_reference": ""},
            {"currency": ""},
            {"currency": "EURO"},
            {"payee": ""},
            {"provider_reference": "x" * 81},
        ):
            with pytest.raises(ValueError):
                Captured(**{"provider_reference": "t", "amount_minor": 1, "currency": "CNY", "payee": "us"} | wrong)
