"""After a photograph was taken in, what smaller uploads leave behind does not stay in the process."""

import subprocess
import sys

import pytest

# One large block is freed first, as after a photograph; then uploads of 3 MB come and go, and something small stays of each.
LEFT_BEHIND = """
import sys
from storefront.kit import memory

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6

if sys.argv[1] == "settled":
    memory.settle()
bytearray(b"p") * 24_000_000
before = resident()
uploads, kept = [], []
for number in range(40):
    uploads.append(bytearray(b"u") * 3_000_000)
    kept.append(b"k" * 5_000)
uploads.clear()
print(resident() - before)
"""


@pytest.mark.parametrize(("how", "most", "least"), [("settled", 5, 0), ("left alone", 500, 60)])
def test_uploads_leave_nothing_behind(how, most, least):
    """In megabytes. Left alone, the library keeps nearly all of it."""
    said = subprocess.run([sys.executable, "-c", LEFT_BEHIND, how], capture_output=True, text=True, check=True).stdout
    assert least <= float(said) <= most
