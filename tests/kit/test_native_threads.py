"""The server's threads are native ones: they end when they have had nothing to do for a while, and take their connection along."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PROGRAM = """
import ctypes, sys
from pathlib import Path
from storefront.kit import db
from storefront.kit.config import Config

db.connect(Config.for_tests(data=Path(sys.argv[1])))
library, signature = ctypes.CDLL(None), ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)

@signature
def work(_):
    db.open_connection()
    print(db.database.execute_sql("SELECT 7").fetchone()[0], flush=True)

for _ in range(5):
    thread = ctypes.c_ulong()
    assert library.pthread_create(ctypes.byref(thread), None, work, None) == 0
    library.pthread_join(thread, None)
print("alive")
"""


def test_a_native_thread_may_end_with_its_connection_open(tmp_path):
    """With a function written in Python on the connection, as Peewee adds them, the process dies here."""
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stdout.split()) == (0, ["7"] * 5 + ["alive"]), done.stderr
