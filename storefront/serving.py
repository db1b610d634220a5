"""`python app.py serve`: one process that watches, and the server's processes that do the work.

The watching process imports nothing of the market: it sees that the port is free, starts the others, passes signals on and replaces one
that died. Each server process imports the market once, brings the database to its current shape, starts the job worker and answers. On
SIGTERM or Ctrl+C no new request is taken, running ones and running jobs are finished, and the exit code is 0.
"""

import errno
import gc
import logging
import multiprocessing
import multiprocessing.util
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing import connection
from pathlib import Path

from storefront.kit import compiled
from storefront.kit.config import Config

ENDS_WITHIN = 15  # seconds for what is running, before a server process is ended by force
TOLD_WITHIN = 5  # seconds in which the watching process passes a signal on that it was sent too


def serve(config: Config, demo: bool = False) -> int:
    """Serve until a signal comes; returns the exit code. With `demo` an empty database is filled first."""
    problem = port_problem(config.host, config.port)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    looked = (demo or not config.is_sqlite) and _has_shops(config)  # PostgreSQL has to answer before anything is started
    if demo and not looked and subprocess.run([sys.executable, Path(sys.argv[0]), "demo"]).returncode:
        return 1
    config = replace(config, url=config.url or f"http://{own_address(config.host)}:{config.port}")
    server = _server(config)
    first = multiprocessing.get_context(_start_method()).Lock()  # whoever gets it greets, once for all processes
    watch = Watch(server)
    watch.begin()
    server.serve(target_loader=partial(load, config, first, watch.ended, demo), wrap_loader=False)
    return 0


def _server(config: Config):
    from granian import Granian
    from granian.constants import Interfaces

    logging.getLogger("_granian").addFilter(_is_news)
    return Granian(
        target="storefront.serving:application",
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=config.threads,
        backlog=1024,
        log_enabled=True,
        log_level="warning",
        respawn_failed_workers=True,
        workers_kill_timeout=ENDS_WITHIN,
        process_name="microstore",
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Granian advises against more threads than cores, and against starting dead processes again without a kernel setting. Ours
    wait for the database more than they compute, and both are chosen: saying so at each start would only teach people to look away."""
    return not record.getMessage().startswith(("Configuration allows spawning up to", "Workers respawn is configured"))


class Watch:
    """Signals, as the watching process hears them, and its processes, as far as that must know them.

    Granian's handler sets the event that its main thread waits for. A handler runs between two steps of the main thread, so one that
    comes just as that begins to wait, or while another one is at it, waits for ever for the event's own lock. All threads block them
    therefore, one thread waits for them, and the processes that are started block them until they take them themselves
    (`_take_signals`): none is lost on the way.
    """

    HEARD = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})

    def __init__(self, server):
        self._server, self._spawn, self._workers, self._ending = server, server._spawn_worker, [], False
        self.ended, self._end = multiprocessing.Pipe(duplex=False)  # once written to, it can be read for ever
        server._spawn_worker = self._watched

    def begin(self) -> None:
        """From here on."""
        signal.pthread_sigmask(signal.SIG_BLOCK, self.HEARD)
        threading.Thread(target=self._hear, name="signals", daemon=True).start()

    def _hear(self) -> None:
        while signal.sigwait(self.HEARD) == signal.SIGHUP:
            self._server.signal_handler_reload()
        self._ending = True
        for worker in self._workers:
            worker.interrupt_by_parent = True  # the signal may have been sent to them, too, and they may be quicker
        self._end.send_bytes(b"end")
        while True:  # what granian is told while it replaces a process that died, it forgets
            self._server.signal_handler_interrupt()
            time.sleep(0.2)

    def _watched(self, **about):
        """A process of granian's that says honestly whether it runs. Two threads wait for its end, and to the one that the system tells
        second it still seemed alive: on a busy machine a process that had ended in order was said to refuse, and killed."""
        worker = self._spawn(**about)
        worker.is_alive = lambda: not connection.wait([worker.inner.sentinel], timeout=0)
        self._workers.append(worker)
        worker.interrupt_by_parent = self._ending
        return worker


def _start_method() -> str:
    """How granian starts its processes: as Python would, but never from a fork server."""
    method = multiprocessing.get_start_method()
    return method if method in ("fork", "spawn") else "spawn"


# --- before -------------------------------------------------------------------------------------------------------------------


def port_problem(host: str, port: int) -> str | None:
    """Why the server cannot listen there, as a sentence; None where it can.

    The server's own sockets share their port (SO_REUSEPORT), so that a second server would start without a word and take
    half of the requests. A socket that does not share finds out.
    """
    if not 0 < port < 65536:
        return f"MICROSTORE_PORT={port} is not a port: they go from 1 to 65535."
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError:
        return f"MICROSTORE_HOST={host} and MICROSTORE_PORT={port} are not an address of this machine."
    family, kind, protocol, _name, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that a stopped server left behind are no reason
        try:
            probe.bind(address)
            return None
        except PermissionError:
            return f"Port {port} is for the system's own services. Choose one above 1023, such as MICROSTORE_PORT=8000."
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is taken: something listens there already. Stop it, or choose another: MICROSTORE_PORT={port + 1}."
            return f"The server cannot listen on {host}, port {port}: {error.strerror}."


def own_address(host: str) -> str:
    """The name or number that other devices on the same network reach this machine by."""
    if host not in ("0.0.0.0", "::"):
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent, the kernel only picks the route
            return probe.getsockname()[0]
        except OSError:
            return "localhost"


def _has_shops(config: Config) -> bool:
    """Whether the database holds a shop, without importing the market. Raises peewee.OperationalError where it does not answer."""
    from storefront.commands import spare_drivers

    spare_drivers(config)
    from storefront.kit import db

    database = db.connect(config)
    try:
        database.connect()
        return database.table_exists("shop") and database.execute_sql("SELECT 1 FROM shop LIMIT 1").fetchone() is not None
    finally:
        database.close()
        if not config.is_sqlite:
            database.close_all()  # the processes to come must not inherit a connection


# --- in a server process --------------------------------------------------------------------------------------------------------


def load(config: Config, first, ended: connection.Connection, demo: bool) -> Callable:
    """The WSGI application of this server process, ready to answer."""
    _take_signals(ended)
    gc.disable()  # all that is imported now stays: looking through it again and again would only make the start longer
    with compiled.kept(config.data / "cache"):
        app = application(config)
    from storefront.kit import large_pages

    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 20, 50)  # a page makes a few thousand objects and leaves no circles: no need to look within it
    large_pages.keep_together()
    if first.acquire(block=False):
        greet(config, demo)
    return app


def _take_signals(ended: connection.Connection) -> None:
    """Hear SIGTERM once, and Ctrl+C never: the watching process hears it too and sends SIGTERM.

    Granian's own handlers do not end when a second signal comes close after the first, as it does when a terminal or a service
    manager sends one to every process of the group. So all threads block them, and one waits for the first. Where that was sent to
    the whole group, the watching process has yet to hear it, and then says so (`ended`): a process that ended before that would be one
    that died.
    """
    inherited, watching = signal.getsignal(signal.SIGTERM), os.getppid()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})

    def wait():
        sender = None
        if hasattr(signal, "sigwaitinfo"):
            sender = signal.sigwaitinfo({signal.SIGTERM}).si_pid
        else:  # macOS
            signal.sigwait({signal.SIGTERM})
        if sender != watching == os.getppid():
            ended.poll(TOLD_WITHIN)
        stop = signal.getsignal(signal.SIGTERM)
        if stop is inherited:  # nothing is served yet
            os._exit(0)
        stop(signal.SIGTERM, None)

    threading.Thread(target=wait, name="signals", daemon=True).start()


def application(config: Config | None = None) -> Callable:
    """WSGI factory: the market, its database in its current shape, and its job worker unless the settings say outside."""
    from storefront.commands import prepare

    config = config or Config.from_env()
    app = prepare(config)
    from storefront import policies, shops
    from storefront.kit import db, jobs, memory, pagecache, turns

    if config.workers > 1 or config.jobs == "outside":  # other processes write too
        readers = {policies.EVERY_PAGE: policies.read_version}

        def read(tag: str) -> int:
            with db.connection():  # pages are answered before the application is entered, which opens one
                return readers.get(tag, shops.read_version)(tag)

        pagecache.versions.reader = read
    turns.settle()
    memory.settle()
    policies.watch()  # it may be published from another machine
    if config.jobs == "inside":
        worker = jobs.Worker().start()
        # Called when this process ends in order, after the last request; atexit is not, in a process of multiprocessing.
        multiprocessing.util.Finalize(None, worker.stop, exitpriority=10)
    return app


def greet(config: Config, demo: bool) -> None:
    """Say where the market is; on a terminal also as a code for the phone beside it."""
    if sys.stdout.isatty():
        from storefront.share import qr

        print(qr.terminal(config.base_url))
    print(f"  {config.market_name} is open at {config.base_url}")
    if sys.stdout.isatty():
        print("  Scan the code with the phone beside you, or open the address in a browser.")
    if demo:
        print("  It shows a demo world. To start empty: make run EMPTY=1 with a new MICROSTORE_DATA folder.")
    print("  Stop with Ctrl+C.", flush=True)
