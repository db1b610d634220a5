"""Mail against a real SMTP server and texts against a real HTTP server, both on this machine."""

import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from storefront.kit import personal, post, transports
from storefront.kit.config import BadConfig, Config
from tests.support.server import free_port


@pytest.fixture
def restored():
    before = dict(post.transports)
    yield
    post.transports.clear()
    for key, adapter in before.items():
        post.transports.add(key, adapter)


# --- choosing --------------------------------------------------------------------------------------------------------------------


def test_the_scheme_of_the_setting_chooses_the_way(tmp_path, restored):
    config = Config.for_tests(tmp_path, mail_url="smtp://mail.example", text_url="https://texts.example/?to={to}&text={text}")
    transports.use(config)
    assert isinstance(post.transports.get("mail"), transports.Smtp)
    assert isinstance(post.transports.get("text"), transports.HttpText)
    transports.use(Config.for_tests(tmp_path))
    assert isinstance(post.transports.get("mail"), transports.Console)


@pytest.mark.parametrize(
    "settings",
    [
        {"mail_url": "http://mail.example"},
        {"mail_url": "smtp://"},
        {"mail_url": "smtp://mail.example?tls=perhaps"},
        {"mail_url": "smtp://user:secret@mail.example?tls=none"},
        {"mail_url": "smtp://mail.example", "mail_from": "nobody"},
        {"text_url": "http://texts.example/?to={to}&text={text}"},
        {"text_url": "https://texts.example/?text={text}"},
        {"text_url": "https://{to}.example/?to={to}&text={text}"},
        {"text_url": "file:///tmp/{to}{text}"},
    ],
)
def test_a_way_that_cannot_work_stops_the_start(tmp_path, restored, settings):
    with pytest.raises(BadConfig):
        transports.use(Config.for_tests(tmp_path, **settings))


# --- printing --------------------------------------------------------------------------------------------------------------------


def test_the_console_prints_and_keeps_the_last_messages(capsys):
    console = transports.Console("text")
    post.sent_here.clear()
    for n in range(transports.KEPT + 5):
        console.send("+8613800138000", "", f"number {n}")
    assert len(post.sent_here) == transports.KEPT and post.sent_here[-1] == (
        "text",
        "+8613800138000",
        "",
        f"number {transports.KEPT + 4}",
    )
    assert "printed, not sent" in capsys.readouterr().out
    post.sent_here.clear()


# --- mail ------------------------------------------------------------------------------------------------------------------------


class Inbox:
    """What the server received."""

    def __init__(self):
        self.mails, self.answer = [], "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default), session.ssl))
        return self.answer


@pytest.fixture
def inbox():
    return Inbox()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate for localhost, made for this run."""
    folder, key, now = tmp_path_factory.mktemp("tls"), ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context, folder / "cert.pem"


@pytest.fixture
def server(inbox, certificate):
    """`server(tls="start")` is a running SMTP server; returns its port."""
    running = []

    def authenticate(_server, _session, _envelope, _mechanism, data):
        known = (data.login, data.password) == (b"shop", b"s3cret/@")
        return AuthResult(success=known, handled=False)  # the server says no: left to us, it would say nothing

    def start(tls="none"):
        options = {"hostname": "127.0.0.1", "port": free_port(), "ready_timeout": 60}
        if tls == "start":
            options |= {
                "tls_context": certificate[0],
                "require_starttls": True,
                "authenticator": authenticate,
                "auth_required": True,
            }
        if tls == "wrapped":
            options |= {"ssl_context": certificate[0]}
        controller = Controller(inbox, **options)
        controller.start()
        running.append(controller)
        return controller.port

    yield start
    for controller in running:
        controller.stop()


FROM = "小店 <no-reply@shops.example>"


def test_a_mail_arrives_with_chinese_words(server, inbox):
    port = server()
    transports.Smtp(f"smtp://127.0.0.1:{port}", FROM).send(
        "lin@example.com", "验证码 123456", "验证码是 123456。\n十分钟内有效。"
    )
    (to, mail, _tls) = inbox.mails[0]
    assert to == ["lin@example.com"] and mail["To"] == "lin@example.com"
    assert mail["Subject"] == "验证码 123456" and "小店" in mail["From"] and mail["Message-ID"].endswith("@shops.example>")
    assert mail.get_content().replace("\r\n", "\n") == "验证码是 123456。\n十分钟内有效。\n"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_starttls_with_a_password_arrives_encrypted(server, inbox, certificate):
    port = server("start")
    url = f"smtp://shop:s3cret%2F%40@localhost:{port}?tls=start&ca={certificate[1]}"
    transports.Smtp(url, FROM).send("lin@example.com", "Hello", "Words")
    assert inbox.mails[0][2] is not None


def test_implicit_tls_arrives_encrypted(server, inbox, certificate):
    port = server("wrapped")
    transports.Smtp(f"smtps://localhost:{port}?ca={certificate[1]}", FROM).send("lin@example.com", "Hello", "Words")
    assert len(inbox.mails) == 1


def test_a_server_with_an_unknown_certificate_gets_nothing(server, inbox):
    port = server("start")
    with pytest.raises(ssl.SSLCertVerificationError):
        transports.Smtp(f"smtp://shop:secret@localhost:{port}?tls=start", FROM).send("lin@example.com", "Hello", "Words")
    assert inbox.mails == []


def test_whom_to_trust_is_read_for_the_first_mail_and_a_missing_file_is_said_at_once(tmp_path):
    assert "context" not in vars(transports.Smtp("smtp://shop:secret@localhost:587", FROM))
    with pytest.raises(FileNotFoundError):
        transports.Smtp(f"smtp://shop:secret@localhost:587?ca={tmp_path / 'nobody.pem'}", FROM)


def test_a_wrong_password_raises(server, inbox, certificate):
    port = server("start")
    with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
        transports.Smtp(f"smtp://shop:wrong@localhost:{port}?ca={certificate[1]}", FROM).send("lin@example.com", "Hello", "Words")
    assert refused.value.smtp_code == 535 and inbox.mails == []


@pytest.mark.parametrize(
    "to, subject", [("lin@example.com\r\nBcc: all@example.com", "Hello"), ("lin@example.com", "Hello\nBcc: all@example.com")]
)
def test_a_header_cannot_be_smuggled_in(server, inbox, to, subject):
    port = server()
    with pytest.raises(ValueError):
        transports.Smtp(f"smtp://127.0.0.1:{port}", FROM).send(to, subject, "Words")
    assert inbox.mails == []


def test_a_mail_that_is_refused_waits_and_goes_out_later(server, inbox, database, clock, restored):
    port = server()
    post.transports.add("mail", transports.Smtp(f"smtp://127.0.0.1:{port}", FROM))
    inbox.answer = "451 try again later"
    post.put("mail", "lin@example.com", "Your order", "Words", dedupe="order:1")
    assert post.send_due() == 0
    assert post.Message.get().state == "waiting"
    inbox.answer = "250 OK"
    assert post.send_due() == 0  # not yet
    clock.advance(timedelta(minutes=1))
    assert post.send_due() == 1
    assert [mail["Subject"] for _to, mail, _tls in inbox.mails] == ["Your order"]
    assert post.Message.get().state == "sent"


def test_a_message_that_is_sent_again_carries_the_same_key(httpserver, server, inbox, database, clock, restored):
    """Whoever is cut off between sending and hearing the answer sends twice: the other side can tell."""
    keys = []

    def take(request):
        from werkzeug import Response

        keys.append((request.headers["Idempotency-Key"], request.args["k"]))
        return Response("", 500)

    httpserver.expect_request("/send").respond_with_handler(take)
    post.transports.add("text", transports.HttpText(httpserver.url_for("/send") + "?k={key}&to={to}&text={text}"))
    post.transports.add("mail", transports.Smtp(f"smtp://127.0.0.1:{server()}", FROM))
    inbox.answer = "451 try again later"
    post.put("text", "+8613800138000", "", "{to} {key}", dedupe="order:1")
    post.put("text", "+8613800138000", "", "Words", dedupe="order:2")
    post.put("mail", "lin@example.com", "Your order", "Words", dedupe="order:3")
    assert post.send_due() == 0
    inbox.answer = "250 OK"
    clock.advance(timedelta(minutes=1))
    assert post.send_due() == 1
    first, second, *again = keys
    assert [first, second] == again and first != second
    assert all(header == blank and len(header) == 32 for header, blank in keys)
    mail = inbox.mails[0][1]
    assert mail["Message-ID"].partition("@")[0].removeprefix("<") == personal.blind("message", "order:3")


# --- texts -----------------------------------------------------------------------------------------------------------------------

WORDS = "验证码 123456 & more=1\n@shops.example #123456"


def test_a_text_is_one_get_with_the_blanks_filled(httpserver):
    httpserver.expect_oneshot_request(
        "/send", method="GET", query_string={"key": "k", "to": "+8613800138000", "text": WORDS}
    ).respond_with_data("ok")
    transports.HttpText(httpserver.url_for("/send") + "?key=k&to={to}&text={text}").send("+8613800138000", "", WORDS)
    httpserver.check_assertions()


def test_a_text_can_be_posted_as_a_form(httpserver):
    seen = {}

    def take(request):
        from werkzeug import Response

        seen.update(request.form, method=request.method)
        return Response("", 202)

    httpserver.expect_request("/send").respond_with_handler(take)
    transports.HttpText(httpserver.url_for("/send") + "?key=k&to={to}&text={text}#post").send("+8613800138000", "", WORDS)
    assert seen == {"method": "POST", "key": "k", "to": "+8613800138000", "text": WORDS}


@pytest.mark.parametrize("status", [302, 400, 401, 500])
def test_a_service_that_does_not_take_the_text_raises(httpserver, status):
    httpserver.expect_request("/send").respond_with_data("", status, headers={"Location": "/elsewhere"})
    with pytest.raises(OSError, match=str(status)):
        transports.HttpText(httpserver.url_for("/send") + "?to={to}&text={text}").send("+8613800138000", "", "Words")


def test_a_service_that_is_away_raises():
    with pytest.raises(OSError):
        transports.HttpText("http://127.0.0.1:9/?to={to}&text={text}").send("+8613800138000", "", "Words")


def test_a_sign_in_code_travels_from_the_form_to_the_phone(httpserver, client, restored):
    texts = []

    def take(request):
        from werkzeug import Response

        texts.append((request.args["to"], request.args["text"]))
        return Response("ok")

    httpserver.expect_request("/send").respond_with_handler(take)
    post.transports.add("text", transports.HttpText(httpserver.url_for("/send") + "?to={to}&text={text}"))
    client.post("/signin", data={"contact": "13800138000"})
    assert post.send_due() == 1 and post.send_due() == 0
    code = texts[0][1][:6]
    assert texts[0][0] == "+8613800138000"
    assert client.post("/signin/code", data={"code": code}).location == "/me"
