"""Lint what browsers get: scripts, their types, style sheets and templates, all at once.

    .venv/bin/python tools/lint_pages.py              all of them, side by side
    .venv/bin/python tools/lint_pages.py styles       one of them
    .venv/bin/python tools/lint_pages.py --install    fetch the linters that npm brings

Their rules, with the reason for each that is off, are in `eslint.config.js`, `tsconfig.json`,
`stylelint.config.js` and `[tool.djlint]` of `pyproject.toml`.
"""

import subprocess
import sys

import node

ROOT = node.ROOT
MODULES = node.MODULES
DJLINT = [sys.executable, "-m", "djlint", "--quiet"]


def commands() -> dict[str, list[str]]:
    """What checks each kind of file, and how it is started. Raises NodeMissing."""
    run = node.command()
    return {
        "scripts": [*run, MODULES / "eslint" / "bin" / "eslint.js", "--max-warnings=0"],
        "types": [*run, MODULES / "typescript" / "bin" / "tsc", "--pretty", "false"],
        "styles": [
            *[*run, MODULES / "stylelint" / "bin" / "stylelint.mjs"],
            *["static/css/**/*.css", "--max-warnings=0"],
        ],
        "templates": [*DJLINT, "--lint", "webmap/templates"],
    }


def main(words: list[str]) -> int:
    """Run the linters that `words` names, or all. Returns the exit code."""
    try:
        if words == ["--install"]:
            node.install(linters=True)
            return 0
        known = commands()
    except (node.NodeMissing, subprocess.CalledProcessError) as error:
        print(f"The linters were not installed: {error}", file=sys.stderr)
        return 1
    running = {
        name: subprocess.Popen(
            known[name], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for name in words or known
    }
    failed = 0
    for name, process in running.items():
        said, _ = process.communicate()
        print(f"{name}: {'clean' if process.returncode == 0 else 'see below'}")
        if process.returncode:
            print(said)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
