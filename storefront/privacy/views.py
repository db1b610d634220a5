"""My data: /me/data for whoever has an account, and behind the private link of an order for guests, who prove its contact first."""

from flask import Blueprint, abort, g, request

from storefront import accounts, orders, privacy
from storefront.kit import events, hypermedia, ids, security
from storefront.kit.errors import NotFound, Refused
from storefront.privacy import page

PROOF, PROVEN_SECONDS = "mydata", 600

mine = accounts.person_blueprint("my_data", __name__, url_prefix="/me/data")
guest = Blueprint("guest_data", __name__, url_prefix="/o/<token>/data")
guest.policy = "link"


def _door() -> page.Door:
    return g.data_door


# --- with an account -----------------------------------------------------------------------------------------------------------


@mine.before_request
def enter_person():
    person = accounts.current()
    g.data_door = page.Door("/me/data", "/me/settings", privacy.about_person(person), lambda: accounts.require_fresh("/me/data"))


@mine.get("")
def show():
    """What is kept, an export, and being forgotten."""
    return page.show(_door())


@mine.get("/now")
def now():
    """The part that is polled while an export is made."""
    return page.now(_door())


@mine.post("/export")
def export():
    """Have an export made; a fresh proof comes first."""
    return page.ask_export(_door())


@mine.post("/file/<code>")
def file(code: str):
    """Take it; a fresh proof comes first."""
    return page.take(_door(), code)


@mine.post("/erasure")
def erasure():
    """Ask to be forgotten; a fresh proof comes first."""
    return page.ask_erasure(_door())


@mine.post("/erasure/off")
def call_off():
    """Stay after all."""
    return page.call_off(_door())


# --- a guest -------------------------------------------------------------------------------------------------------------------


@guest.before_request
def enter_guest():
    """The link leads to the order; the proof of its contact leads to everything of whoever has that contact."""
    order = orders.by_token(request.view_args.pop("token"))
    to = orders.recipient_of(order)
    events.act_as(events.Actor("buyer", "", events.actor().network))
    g.data_order, g.data_door = order, None
    g.data_contacts = [accounts.Contact(kind, value) for kind, value in (("phone", to.phone), ("email", to.email)) if value]
    value = ids.unsign("my data", request.cookies.get(accounts.cookie_name(PROOF), "")) or ""
    kind = value.removeprefix(f"{order.id}:")
    proven = next((contact for contact in g.data_contacts if value.startswith(f"{order.id}:") and contact.kind == kind), None)
    if proven is not None:
        base = f"/o/{order.token}/data"
        g.data_door = page.Door(base, f"/o/{order.token}", privacy.about_contact(proven), lambda: None)


@guest.after_request
def keep_private(response):
    return security.private(response)


def _proven() -> page.Door:
    """The door of a guest who proved the contact in the last ten minutes; others leave to do so."""
    if g.data_door is None:
        abort(hypermedia.leave(f"/o/{g.data_order.token}/data"))
    return g.data_door


def _ask(form=None, status: int = 200):
    base = f"/o/{g.data_order.token}/data"
    return hypermedia.page(
        "privacy/prove.html", status, base=base, back=f"/o/{g.data_order.token}", contacts=g.data_contacts, form=form, tab="me"
    )


@guest.post("/proof")
def prove():
    """Send a code to a contact of this order."""
    chosen = next((contact for contact in g.data_contacts if contact.kind == request.form.get("to", "")), None)
    if chosen is None:
        raise NotFound
    form = accounts.CodeForm()
    try:
        step = accounts.steps.begin(chosen, "mydata", order=g.data_order.id)
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return _ask(form, 422 if hypermedia.wants_fragment() else refusal.status)
    base = f"/o/{g.data_order.token}/data"
    response = hypermedia.reply("accounts/code.html#step", otherwise=f"{base}/code", **_code_page(step, form))
    response.headers["HX-Replace-Url"] = f"{base}/code"
    return accounts.steps.keep(response, step)


def _code_page(step, form) -> dict:
    base = f"/o/{g.data_order.token}/data"
    return {"sent": step, "form": form, "action": f"{base}/code", "again": None, "other": base, "other_kind": None, "back": base}


def _step():
    step = accounts.steps.current("mydata")
    if step is None or step.carried.get("order") != g.data_order.id or step.contact not in g.data_contacts:
        abort(hypermedia.leave(f"/o/{g.data_order.token}/data"))
    return step


@guest.get("/code")
def code():
    """Ask for the code."""
    return hypermedia.page("accounts/code.html", **_code_page(_step(), accounts.CodeForm()))


@guest.post("/code")
def check():
    """Proven: for ten minutes everything about this contact is open in this browser."""
    step, form = _step(), accounts.CodeForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        accounts.steps.prove(step, form.code.data)
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        status = 422 if hypermedia.wants_fragment() else refusal.status
        return hypermedia.page("accounts/code.html", status, **_code_page(step, form))
    response = accounts.steps.forget(hypermedia.leave(f"/o/{g.data_order.token}/data"))
    accounts.set_cookie(
        response, PROOF, ids.sign("my data", f"{g.data_order.id}:{step.contact.kind}", PROVEN_SECONDS), PROVEN_SECONDS
    )
    return response


@guest.get("")
def guest_show():
    """The page, or the proof that leads to it."""
    return page.show(g.data_door) if g.data_door is not None else _ask()


@guest.get("/now")
def guest_now():
    return page.now(_proven())


@guest.post("/export")
def guest_export():
    return page.ask_export(_proven())


@guest.post("/file/<code>")
def guest_file(code: str):
    return page.take(_proven(), code)


@guest.post("/erasure")
def guest_erasure():
    return page.ask_erasure(_proven())


@guest.post("/erasure/off")
def guest_call_off():
    return page.call_off(_proven())


blueprints = [mine, guest]
