"""Signing in and out: contact, code, done; or a passkey. Works with forms alone; with htmx the step takes the form's place."""

from flask import Blueprint, request

from storefront.accounts import codes, doors, passkeys, sessions, steps, views_me, views_passkeys
from storefront.accounts.forms import CodeForm, ContactForm
from storefront.kit import hypermedia, security
from storefront.kit.errors import Refused

bp = Blueprint("accounts", __name__)
bp.policy = "public"
bp.record_once(lambda state: codes.configure(state.app.config["MICROSTORE"]))

WAYS = ("phone", "email")


def refused_status(refusal: Refused) -> int:
    """The status of a form that is shown again: its own, but 422 for htmx, which swaps nothing else."""
    return 422 if hypermedia.wants_fragment() else refusal.status


def _after(next: str, person) -> str:
    """Where a fresh sign-in leads: where it was asked for, else to the shop used last, else to Me."""
    return hypermedia.safe_next(next, "/sell" if person.last_shop_id else "/me")


@bp.get("/signin")
def signin():
    """Ask for a contact."""
    form = ContactForm(request.args)
    if doors.current() is not None:
        return hypermedia.leave(_after(form.next.data, doors.current()))
    form.contact.data = ""
    way = request.args.get("with") if request.args.get("with") in WAYS else "phone"
    return security.private(hypermedia.page("accounts/signin.html", form=form, way=way))


@bp.post("/signin")
def send():
    """Send the code; the step for typing it takes the form's place."""
    form = ContactForm(request.form)
    try:
        if not form.validate():
            raise Refused("", None)
        step = steps.begin(form.contact.data, "signin", next=form.next.data, can_passkey=form.can_passkey.data)
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        way = "email" if "@" in (form.contact.data or "") or request.form.get("way") == "email" else "phone"
        return security.private(hypermedia.page("accounts/signin.html", refused_status(refusal), form=form, way=way))
    return _show_step(step)


def _show_step(step: steps.Step):
    response = hypermedia.reply("accounts/code.html#step", otherwise="/signin/code", **_code_page(step, CodeForm()))
    response.headers["HX-Replace-Url"] = "/signin/code"
    return steps.keep(response, step)


def _code_page(step: steps.Step, form: CodeForm) -> dict:
    other = "phone" if step.contact.kind == "email" else "email"
    return {
        "sent": step,
        "form": form,
        "action": "/signin/code",
        "again": "/signin/code/again",
        "other": f"/signin?with={other}",
        "other_kind": other,
    }


@bp.get("/signin/code")
def code():
    """Ask for the code (also after a reload); the region `late` offers another way once it should have come."""
    step = steps.current("signin")
    if step is None:
        return hypermedia.leave("/signin")
    return security.private(hypermedia.page("accounts/code.html", **_code_page(step, CodeForm())))


@bp.post("/signin/code/again")
def send_again():
    """Send a new code to the same contact."""
    step = steps.current("signin")
    if step is None:
        return hypermedia.leave("/signin")
    form = CodeForm()
    try:
        return _show_step(steps.again(step))
    except Refused as refusal:
        form.form_errors.append(refusal.sentence)
        return security.private(hypermedia.page("accounts/code.html", refused_status(refusal), **_code_page(step, form)))


@bp.post("/signin/code")
def check():
    """Sign in with the code."""
    step = steps.current("signin")
    if step is None:
        return hypermedia.leave("/signin")
    form = CodeForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        person = steps.finish(step, form.code.data)
        to = _after(step.carried.get("next", ""), person)
        if step.carried.get("can_passkey") and _should_offer(person):
            to = doors.leading("/me/passkey", to)
        return steps.forget(doors.sign_in(hypermedia.leave(to), person))
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return security.private(hypermedia.page("accounts/code.html", refused_status(refusal), **_code_page(step, form)))


def _should_offer(person) -> bool:
    return passkeys.available() and not request.cookies.get("no-passkey") and not passkeys.of_person(person)


@bp.post("/signout")
def signout():
    """Sign out here: the session is dead at once, and the browser forgets what it kept of private pages."""
    sessions.close_session(doors.token())
    return doors.sign_out(hypermedia.leave("/"))


blueprints = [bp, views_me.bp, views_passkeys.bp, views_passkeys.mine]
