"""Background work: heavy tasks and the minute sweep, by huey on the application's own database.

A task enqueued inside a transaction disappears with it. Deadlines are never delayed tasks: every minute the sweep looks for
rows that are due, so a lost queue or a dead worker forgets nothing. Events are delivered by the same worker (kit.events).
"""

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import peewee
from huey.api import Huey, crontab
from huey.contrib.sql_huey import BytesBlobField, SqlStorage
from huey.serializer import SignedSerializer

from storefront.kit import clock, db, events, ids, log
from storefront.kit.errors import Refused


class _Storage(SqlStorage):
    """Huey's tables under our names, made by our migrations."""

    def create_models(self):
        return JobValue, JobSchedule, JobTask, JobCounter

    def check_conn(self):
        db.open_connection()


class JobValue(db.Base):
    queue = peewee.CharField()
    key = peewee.CharField()
    value = BytesBlobField()

    class Meta:
        table_name = "job_value"
        primary_key = peewee.CompositeKey("queue", "key")


class JobSchedule(db.Base):
    queue = peewee.CharField()
    data = BytesBlobField()
    timestamp = peewee.TimestampField(resolution=1000)

    class Meta:
        table_name = "job_schedule"
        indexes = ((("queue", "timestamp"), False),)


class JobTask(db.Base):
    queue = peewee.CharField()
    data = BytesBlobField()
    priority = peewee.FloatField(default=0.0)

    class Meta:
        table_name = "job_task"
        indexes = ((("priority", "id"), False),)


class JobCounter(db.Base):
    queue = peewee.CharField()
    key = peewee.CharField()
    value = peewee.IntegerField()

    class Meta:
        table_name = "job_counter"
        primary_key = peewee.CompositeKey("queue", "key")


class JobFailure(db.Base):
    """A task or sweep that raised: what the operator sees under failed jobs."""

    id = peewee.BigAutoField()
    name = peewee.CharField(120)
    error = peewee.TextField()
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "job_failure"


_tasks: dict[str, Callable] = {}
_sweeps: list[Callable] = []
outboxes: list[Callable[[], int]] = [events.deliver_due]  # each sends what is due and says how much it sent
_huey: Huey | None = None
_run_task = None


class Task:
    """A function that can run later in the worker: call it to run now, `.later(*args)` to enqueue it."""

    def __init__(self, function: Callable):
        self.function, self.name = function, f"{function.__module__}.{function.__name__}"
        self.__doc__ = function.__doc__
        _tasks[self.name] = self

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def later(self, *args) -> None:
        """Enqueue with plain arguments (numbers and text). Inside a transaction it is enqueued only if that commits."""
        if _run_task is None:
            raise RuntimeError("jobs.configure() has not been called")
        _run_task(self.name, *args)


def task(function: Callable) -> Task:
    """Mark a function as a task."""
    return Task(function)


def every_minute(sweep: Callable) -> Callable:
    """Register a sweep over due rows: `sweep()` takes nothing, is idempotent and bounds its own work."""
    if sweep not in _sweeps:
        _sweeps.append(sweep)
    return sweep


class _Signed(SignedSerializer):
    """The newest key signs; what was queued before the keys were rotated is still read, or it would be lost when everything starts anew."""

    def __init__(self, key: bytes, older: Iterable[bytes]):
        super().__init__(secret=key.hex())
        self.older = [SignedSerializer(secret=each.hex()) for each in older]

    def _unsign(self, signed):
        for reader in self.older:
            with suppress(ValueError):
                return reader._unsign(signed)
        return super()._unsign(signed)


def configure(older: Iterable[bytes] = ()) -> None:
    """Bind the queue to the connected database. `older` are the installation's secrets of before, which still read."""
    global _huey, _run_task
    serializer = _Signed(ids.key_for("jobs"), [ids.key_for("jobs", secret) for secret in older])
    _huey = Huey(
        "microstore", storage_class=_Storage, database=db.database.obj, create_tables=False, serializer=serializer, results=False
    )

    @_huey.task(name="run", retries=3, retry_delay=5)
    def run(name: str, *args):
        _guarded(name, lambda: _tasks[name].function(*args), again=True)

    @_huey.periodic_task(crontab(minute="*"), name="sweep")
    def minute():
        round_of_deadlines()

    _run_task = run


JUMP = timedelta(hours=1)
HELD_PAUSE = 1.0  # seconds between two looks whether a restored market may go on
KEPT = 1000  # failures, the newest: a sweep that fails each minute writes down more than that in a day
_round: tuple[datetime, float] | None = None  # when this process last looked: by the wall clock, and by the one that only ticks


def round_of_deadlines() -> bool:
    """The worker's minute: every sweep, unless the clock has just jumped ahead. Then one round is left out and the operator is told.

    Whoever sets the clock of this machine wrong must not make thousands of holds, offers and orders end in the same minute. Each sweep is
    bounded as well, so that there is time to set it right. A clock that jumps back only makes deadlines later.
    """
    global _round
    before, _round = _round, (clock.now(), ids.monotonic())
    ahead = _round[0] - before[0] - timedelta(seconds=_round[1] - before[1]) if before else timedelta()
    if ahead <= JUMP:
        sweep()
        return True
    log.error("clock.jumped", ahead=str(ahead))
    with db.connection():
        _write_failure(
            "clock",
            ClockJumped(f"The clock of this machine went {ahead} ahead. One round of deadlines was left out: set it right."),
        )
    return False


class ClockJumped(Exception):
    """The wall clock moved by more than the time that passed."""


def sweep() -> None:
    """Run every registered sweep once. One that fails does not stop the others."""
    for each in list(_sweeps):
        _guarded(f"{each.__module__}.{each.__name__}", each)
    _guarded("swept", _note_sweep)


def _note_sweep() -> None:
    minute = int(clock.now().timestamp()) // 60
    row = JobCounter.insert(queue="microstore", key="swept", value=minute)
    row.on_conflict(conflict_target=[JobCounter.queue, JobCounter.key], update={JobCounter.value: minute}).execute()


def stands() -> tuple[datetime | None, bool]:
    """(the minute in which the sweeps last ran, in any process, None where they never did; whether workers wait for `let_go`)."""
    known = JobCounter.select(JobCounter.key, JobCounter.value).where(
        JobCounter.queue == "microstore", JobCounter.key.in_(("swept", "held"))
    )
    found = dict(known.tuples())
    return datetime.fromtimestamp(found["swept"] * 60, UTC) if "swept" in found else None, "held" in found


def swept_at() -> datetime | None:
    """The minute in which the sweeps last ran."""
    return stands()[0]


def hold() -> None:
    """Every worker that starts from now on waits for `let_go`: a restored copy must not send or refund what the market itself sends or
    refunds, nor end what went on there meanwhile."""
    row = JobCounter.insert(queue="microstore", key="held", value=int(clock.now().timestamp()) // 60)
    row.on_conflict(conflict_target=[JobCounter.queue, JobCounter.key], action="IGNORE").execute()


def let_go() -> bool:
    """End `hold`; True where somebody waited."""
    return bool(JobCounter.delete().where(JobCounter.queue == "microstore", JobCounter.key == "held").execute())


def held() -> bool:
    """Whether workers wait for `let_go`."""
    return JobCounter.get_or_none(JobCounter.queue == "microstore", JobCounter.key == "held") is not None


def waiting_count(most: int = 100) -> int:
    """How many tasks wait for the worker; stops counting at `most`."""
    return JobTask.select(JobTask.id).limit(most).count()


def each(work: Callable, rows: Iterable, **options) -> int:
    """Do `work(row)` for each of `rows` inside a sweep, each in its own transaction; returns for how many it was done. It is not where
    somebody was faster; a bug in one row is logged and the others go on.

    The rows are read to the last one first: a connection that is still reading sees the database as it was then, and SQLite lets it
    write nothing as soon as somebody else has written.
    """
    return sum([_one(work, row, options) for row in list(rows)])


def _one(work: Callable, row, options: dict) -> bool:
    try:
        work(row, **options)
        return True
    except Refused:
        return False
    except Exception as error:
        log.error("sweep.row", work=work.__name__, row=repr(row), error=repr(error))
        _write_failure(f"{work.__module__}.{work.__name__}", error)
        return False


def _write_failure(name: str, error: Exception) -> None:
    row = JobFailure.create(name=name, error=log.plain(error)[:1000], at=clock.now())
    JobFailure.delete().where(JobFailure.id <= row.id - KEPT).execute()


def tick_off(failure_ids: list[int]) -> int:
    """Somebody has looked at these failures; returns how many were still there."""
    return JobFailure.delete().where(JobFailure.id.in_(failure_ids)).execute()


def _guarded(name: str, work: Callable, again: bool = False) -> None:
    try:
        with db.connection(), events.acting("clock"):
            work()
    except Refused as refusal:
        log.info("job.refused", job=name, sentence=refusal.sentence)
    except Exception as error:
        log.error("job.failed", job=name, error=repr(error))
        with db.connection():
            _write_failure(name, error)
        if again:
            raise


def run_pending(limit: int = 100) -> int:
    """Do everything that is waiting, here and now: for tests, the demo world and drills. Returns how many things were done."""
    done = 0
    for _ in range(limit):
        told = sum(outbox() for outbox in outboxes)
        ready = _huey.dequeue() if _huey else None
        if ready is not None:
            _huey.execute(ready)
        done += told + (ready is not None)
        if not told and ready is None:
            break
    return done


class Worker:
    """The job worker: a huey consumer for tasks and the minute sweep, and one thread that delivers events."""

    def __init__(self, threads: int = 2):
        self._stop = threading.Event()
        self._consumer = _huey.create_consumer(
            workers=threads, worker_type="thread", initial_delay=0.2, backoff=1.3, max_delay=3.0
        )
        self._courier = threading.Thread(target=self._deliver, name="deliveries", daemon=True)
        self._patience: threading.Thread | None = None  # waits while the market is held

    def start(self) -> "Worker":
        """Start the threads, or wait for `let_go` where the market is held; returns self."""
        self._consumer._set_signal_handlers = lambda: None  # signals belong to the server
        with db.connection():
            waits = held()
        if waits:
            log.warning("jobs.held", until="python app.py resume")
            self._patience = threading.Thread(target=self._wait, name="held", daemon=True)
            self._patience.start()
        else:
            self._work()
        return self

    def stop(self) -> None:
        """Finish what is running and end."""
        self._stop.set()
        if self._patience is not None:
            self._patience.join()
        events.wake.set()
        if self._courier.ident is not None:
            self._consumer.stop(graceful=True)
            self._courier.join(timeout=10)

    def _work(self) -> None:
        self._consumer.start()
        self._courier.start()

    def _wait(self) -> None:
        while not self._stop.wait(HELD_PAUSE):
            try:
                with db.connection():
                    waits = held()
            except Exception as error:
                log.error("jobs.held", error=repr(error))
                continue
            if not waits:
                return self._work()

    def _deliver(self) -> None:
        while not self._stop.is_set():
            events.wake.wait(timeout=1.0)
            events.wake.clear()
            try:
                with db.connection():
                    while sum(outbox() for outbox in outboxes) and not self._stop.is_set():
                        pass
            except Exception as error:
                log.error("deliveries.failed", error=repr(error))
                self._stop.wait(1.0)
