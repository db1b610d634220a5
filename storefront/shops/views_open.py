"""Opening a shop in a minute: name and number, the code, done. Somebody who is signed in needs the name alone."""

from datetime import datetime

from flask import Blueprint, request

from storefront import accounts
from storefront.accounts import CodeForm, Step
from storefront.kit import clock, hypermedia, ids, security, web
from storefront.kit.errors import NotFound, Refused
from storefront.shops import actions, opening
from storefront.shops.forms import OpenForm

bp = Blueprint("opening", __name__, url_prefix="/open")
bp.policy = "public"

OPEN_PAGE_LIVES = 6 * 3600


def _form(data=None) -> OpenForm:
    form = OpenForm(data)
    form.known = accounts.current() is not None
    if data is None:
        form.began.data = ids.sign("open", f"{clock.now().isoformat()}|{request.args.get('from', '')[:40]}", OPEN_PAGE_LIVES)
    return form


def _beginning(token: str):
    """(when the person first saw the page, the shop whose page led here); None for what is not known."""
    value = ids.unsign("open", token or "")
    if value is None:
        return None, None
    at, _bar, slug = value.partition("|")
    return datetime.fromisoformat(at), actions.shop_by_slug(slug) if slug else None


def _page(form: OpenForm, status: int = 200, ideas=(), way: str = "phone"):
    came_from = _beginning(form.began.data)[1]
    context = {"form": form, "ideas": ideas, "way": way, "came_from": came_from, "cap": actions.cap_for_new()}
    return security.private(hypermedia.page("shops/open.html", status, **context))


@bp.get("")
def new():
    """Ask for a name, and a number."""
    form = _form()
    step = accounts.steps.current("signin")
    if step and request.args.get("with"):  # another way for the same shop
        form.name.data = step.carried.get("name", "")
        form.began.data = step.carried.get("began") or form.began.data
    return _page(form, way="email" if request.args.get("with") == "email" else "phone")


@bp.get("/name")
def check_name():
    """The region `name-check`: whether a name is free, with ideas where it is not."""
    form = _form(request.args)
    taken, ideas = False, []
    try:
        if form.name.data:
            opening.check_name(form.name.data)
    except Refused as refusal:
        taken, ideas = refusal.sentence, refusal.details.get("suggestions", [])
    context = {"form": form, "ideas": ideas, "taken": taken, "way": "phone", "came_from": None, "cap": actions.cap_for_new()}
    return security.private(hypermedia.page("shops/open.html", **context))


@bp.post("")
def send():
    """With a session: open the shop. Without: send the code and ask for it in place."""
    form = _form(request.form)
    way = "email" if request.form.get("way") == "email" else "phone"
    picked = request.form.get("pick")
    if picked:
        form.name.data = picked
    try:
        if not form.validate():
            raise Refused("")
        if form.known:
            return _open(accounts.current(), form.name.data, form.began.data, form.once.data)
        opening.check_name(form.name.data)
        step = accounts.steps.begin(
            form.contact.data, "signin", name=form.name.data, began=form.began.data, once=form.once.data, way=way
        )
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return _page(form, _status(refusal), refusal.details.get("suggestions", ()), way)
    return _show(step)


def _status(refusal: Refused) -> int:
    return 422 if hypermedia.wants_fragment() else refusal.status


def _open(person, name: str, began: str, once_key: str):
    started_at, came_from = _beginning(began)
    opening.open_shop(person, name, came_from, started_at, once_key=once_key)
    return hypermedia.leave("/open/first")


def _show(step: Step):
    response = hypermedia.reply("accounts/code.html#step", otherwise="/open/code", **_code(step, CodeForm()))
    response.headers["HX-Replace-Url"] = "/open/code"
    return accounts.steps.keep(response, step)


def _code(step: Step, form) -> dict:
    other = "phone" if step.contact.kind == "email" else "email"
    return {
        "sent": step,
        "form": form,
        "action": "/open/code",
        "again": "/open/code/again",
        "other": f"/open?with={other}",
        "other_kind": other,
    }


def _step() -> Step | None:
    step = accounts.steps.current("signin")
    return step if step and step.carried.get("name") else None


@bp.get("/code")
def code():
    """Ask for the code (also after a reload)."""
    step = _step()
    if step is None:
        return hypermedia.leave("/open")
    return security.private(hypermedia.page("accounts/code.html", **_code(step, CodeForm())))


@bp.post("/code/again")
def send_again():
    """Send a new code."""
    step = _step()
    if step is None:
        return hypermedia.leave("/open")
    try:
        return _show(accounts.steps.again(step))
    except Refused as refusal:
        form = CodeForm()
        form.form_errors.append(refusal.sentence)
        return security.private(hypermedia.page("accounts/code.html", _status(refusal), **_code(step, form)))


@bp.post("/code")
def check():
    """The code is right: sign in and open the shop."""
    step = _step()
    if step is None:
        return hypermedia.leave("/open")
    form = CodeForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        person = accounts.steps.finish(step, form.code.data)
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return security.private(hypermedia.page("accounts/code.html", _status(refusal), **_code(step, form)))
    try:
        response = _open(person, step.carried["name"], step.carried["began"], step.carried["once"])
    except Refused as refusal:  # the name went to somebody else meanwhile, or many shops today: they are signed in at least
        response = _sorry(step, refusal)
    return accounts.steps.forget(accounts.sign_in(response, person))


def _sorry(step: Step, refusal: Refused):
    if not refusal.field:
        return web.error_page(refusal)
    form = OpenForm(name=step.carried["name"], began=step.carried["began"])
    form.known = True
    form.refuse(refusal)
    context = {
        "form": form,
        "ideas": refusal.details.get("suggestions", ()),
        "way": "phone",
        "came_from": None,
        "cap": actions.cap_for_new(),
    }
    return hypermedia.page("shops/open.html", 422, **context)


@bp.get("/first")
def first():
    """The first photo of the shop opened last."""
    person = accounts.current()
    if person is None:
        return hypermedia.leave("/open")
    shops = actions.of_person(person)
    if not shops:
        return hypermedia.leave("/open")
    if shops[0].state == "closed":
        raise NotFound
    return hypermedia.leave(f"/sell/{shops[0].slug}/items/new?first=1")
