"""The browser that journeys drive: found on this machine, else installed.

`python -m tests.support.browser` prints where it is and installs it where that is possible; tests only look.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).parents[2]
# The headless shell starts two to three times faster than the whole browser.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC_APPS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
APT_PACKAGES = ("chromium-headless-shell", "fonts-noto-cjk")
DRIVER_LIBRARY = "libatomic1"  # all that Playwright's driver needs and the smallest systems lack
NPM_PACKAGE = "@sparticuz/chromium"
NPM_FOLDER = ROOT / ".venv" / "browser"
NPM_BINARY = NPM_FOLDER / "bin" / "chromium"


class NoBrowser(SystemExit):
    """No browser, and no way to install one; the message says what to do."""


def find() -> str | None:
    """The path of a Chromium or Chrome: $CHROMIUM, then the names above, then the one installed by `install`. None without."""
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        path = shutil.which(wanted)
        if path is None:
            raise NoBrowser(f"CHROMIUM={wanted} cannot be run.")
        return path
    for name in (*NAMES, *MAC_APPS, str(NPM_BINARY)):
        path = shutil.which(name)
        if path is not None:
            return path
    return None


def required() -> str:
    """The path of the browser. Raises NoBrowser with what to do."""
    path = find()
    if path is None:
        raise NoBrowser("No browser was found. Run `make test-setup`, or name one: CHROMIUM=/path/to/chromium make test")
    return path


def install() -> str:
    """Install a browser by apt (as root), else by npm, and return its path. Raises NoBrowser where neither works."""
    if _has_apt():
        _by_apt()
    if find() is None and shutil.which("npm"):
        _by_npm()
    path = find()
    if path is None:
        raise NoBrowser(
            "The tests need a browser, and none could be installed here.\n"
            "On Debian and Ubuntu: sudo apt install chromium; elsewhere install Chromium or Chrome.\n"
            "A browser in an unusual place is named by CHROMIUM=/path/to/chromium make test"
        )
    return path


def prepare_driver() -> None:
    """See that Playwright's driver runs here; install what it lacks. Raises NoBrowser with what it said."""
    node = compute_driver_executable()[0]
    first = subprocess.run([node, "--version"], capture_output=True, text=True)
    if first.returncode and _has_apt():
        _apt(DRIVER_LIBRARY)
        first = subprocess.run([node, "--version"], capture_output=True, text=True)
    if first.returncode:
        raise NoBrowser(
            f"Playwright's driver does not run here:\n{first.stderr}On Debian and Ubuntu: apt install {DRIVER_LIBRARY}"
        )


def _has_apt() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _apt(*packages: str) -> bool:
    """Install packages; whether that worked."""
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "-q", "update"], **quiet)
    return subprocess.run(["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages], **quiet).returncode == 0


def _by_apt() -> None:
    print("Installing a browser with apt ...", file=sys.stderr)
    if not _apt(*APT_PACKAGES):
        _apt("chromium", *APT_PACKAGES[1:])  # releases that do not package the shell alone


def _by_npm() -> None:
    """The package carries the browser compressed; its own code unpacks it into TMPDIR."""
    print("Installing a browser with npm ...", file=sys.stderr)
    NPM_BINARY.parent.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(NPM_BINARY.parent)}
    unpack = f"import('{NPM_PACKAGE}').then(module => module.default.executablePath())"
    commands = (
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NPM_FOLDER), NPM_PACKAGE],
        ["node", "-e", unpack],
    )
    for command in commands:
        if subprocess.run(command, cwd=NPM_FOLDER, env=environment, stdout=subprocess.DEVNULL).returncode:
            return


def launch_arguments() -> list[str]:
    """Chromium's sandbox refuses to run as root, as in most containers; small /dev/shm there would crash pages."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--disable-dev-shm-usage", *(["--no-sandbox"] if is_root else [])]


if __name__ == "__main__":
    prepare_driver()
    print("Browser:", find() or install())
