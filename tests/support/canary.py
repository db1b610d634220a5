"""A canary: it sits at loopback addresses and hears whoever comes, and beside it everything that this process tries to reach.

`with Canary(folder) as canary:` listens on 127.0.0.1 and ::1 at the same port. `canary.heard` are the connections that came; what
this process connected to, looked up, started, or opened of the canary's own file is in `canary.noticed`, whether it got there or not.
`spellings(canary)` are the ways to write its address.
"""

import contextlib
import socket
import sys
import threading
from pathlib import Path
from urllib.parse import quote

_listening: list["Canary"] = []
_REACHING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "subprocess.Popen", "os.system", "os.posix_spawn", "webbrowser.open")  # fmt: skip


def _hear(event: str, arguments) -> None:
    """Called by Python for everything that is done in this process."""
    if not _listening or not (event in _REACHING or event == "open"):
        return
    for canary in _listening:
        canary.notice(event, arguments)


sys.addaudithook(_hear)


class Canary:
    """Listens while it is entered."""

    def __init__(self, folder: Path):
        self.heard: list[str] = []
        self.noticed: list[str] = []
        self.file = folder / "canary.txt"
        self.file.write_text("nobody reads this")
        self.port, self._doors = _doors()

    def __enter__(self) -> "Canary":
        self._threads = [threading.Thread(target=self._answer, args=(door,), daemon=True) for door in self._doors]
        [thread.start() for thread in self._threads]
        _listening.append(self)
        return self

    def __exit__(self, *_error) -> None:
        _listening.remove(self)
        for door in self._doors:
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()
        [thread.join(5) for thread in self._threads]

    def _answer(self, door: socket.socket) -> None:
        """Write down who comes, and send them on to the next branch, for whoever follows redirects."""
        while True:
            try:
                guest, _address = door.accept()
            except OSError:
                return
            with guest, contextlib.suppress(OSError):
                guest.settimeout(10)
                self.heard.append(guest.recv(2000).partition(b"\r\n")[0].decode(errors="replace"))
                guest.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\nchirp\n")

    def notice(self, event: str, arguments) -> None:
        """One audited act of this process."""
        if event == "open" and str(arguments[0]) != str(self.file):
            return
        if event == "socket.connect" and isinstance(arguments[1], str):
            return  # a socket in the file system: the database
        self.noticed.append(f"{event} {arguments[:2]!r}"[:300])


def _doors() -> tuple[int, list[socket.socket]]:
    """(port, sockets) on both loopback addresses, at one port that is free on both."""
    while True:
        first = socket.create_server(("127.0.0.1", 0))
        port = first.getsockname()[1]
        try:
            return port, [first, socket.create_server(("::1", port), family=socket.AF_INET6)]
        except OSError:
            first.close()


HOSTS = (
    "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "127.8.9.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "0177.0.0x0.1",
    "017700000001", "127.000.000.001", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::1%25lo]", "[::]", "127.0.0.1.", "①②⑦.⓪.⓪.①",
    "１２７.０.０.１", "127。0。0。1", "anyone@127.0.0.1", "shops.example@127.0.0.1", "127.0.0.1.nip.io", "localtest.me", "canary.localhost", "7f000001.c0a80001.rbndr.us", "a.127.0.0.1.1time.192.0.2.1.repeat.rebind.example",
    "169.254.169.254", "[fd00:ec2::254]", "10.0.0.1", "metadata.google.internal",
)  # fmt: skip
SCHEMES = (
    "HTTP://{}", "hTTps://{}", "http:{}", "http:/{}", "http:///{}", "http:\\\\{}", " http://{}", "\thttp://{}", "ht\ttp://{}", "ftp://{}", "ftps://{}", "sftp://{}", "gopher://{}/_GET%20/", "dict://{}/d:x", "ldap://{}/x",
    "ws://{}", "wss://{}", "tftp://{}", "smb://{}/x", "\\\\{}\\share", "jar:http://{}!/x", "view-source:http://{}", "feed://{}", "url:http://{}", "git://{}", "ssh://{}", "rtsp://{}", "data:text/html,<img src=http://{}>",
    "mailto:a@{}?body=http://{}", "http://shops.example@{}", "http://{}#@shops.example", "http://{}%2f@shops.example", "http://shops.example/?next=http://{}", "http://shops.example/%2e%2e//{}", "//{}/x?//shops.example",
    '<img src="http://{}">', '<link rel="stylesheet" href="http://{}">', "<iframe src=//{}>", '<script src="http://{}"></script>', "[x](http://{})", "![x](http://{}/x.png)", "url(http://{})", "@import 'http://{}'",
    '<!DOCTYPE x [<!ENTITY a SYSTEM "http://{}">]><x>&a;</x>', '<xi:include href="http://{}"/>', '=IMPORTXML("http://{}","/")', '=WEBSERVICE("http://{}")', "=HYPERLINK(\"http://{}\")", "{{{{ get('http://{}') }}}}",
    "$(curl http://{})", "`wget http://{}`", "|curl http://{}", "; curl http://{} ;", "a@{}", "a@[{}]", "x\r\nLocation: http://{}", "${{jndi:ldap://{}/a}}", "begin http://{} end",
)  # fmt: skip


def spellings(canary: Canary) -> list[str]:
    """Every way to write where the canary sits, and its file; at least 150."""
    hosts = [f"{host}:{canary.port}" for host in HOSTS]
    plain = [f"{scheme}{host}/{number}" for number, host in enumerate(hosts) for scheme in ("http://", "https://", "//")]
    odd = [scheme.format(*[hosts[0]] * scheme.count("{}")) for scheme in SCHEMES]
    file = str(canary.file)
    files = [f"file://{file}", f"file://localhost{file}", f"file:{file}", file, f"../../../../../..{file}", f"php://filter/resource={file}", quote(f"file://{file}", safe=""), f"@{file}", f"<!ENTITY a SYSTEM 'file://{file}'>"]  # fmt: skip
    return [*plain, *odd, *files]
