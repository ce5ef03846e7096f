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

MODULES = node.MODULES
WHAT = {
    "scripts": ["."],
    "types": [],
    "styles": ["static/css/**/*.css"],
    "templates": ["webmap/templates"],
}
"""Each linter by what it checks, and the files that it is given (tsconfig.json names its own)."""


def programs() -> dict[str, list[str]]:
    """How each linter is started. Raises NodeMissing."""
    run = node.command()
    return {
        "scripts": [*run, str(MODULES / "eslint" / "bin" / "eslint.js"), "--max-warnings=0"],
        "types": [*run, str(MODULES / "typescript" / "bin" / "tsc"), "--pretty", "false"],
        "styles": [
            *run,
            str(MODULES / "stylelint" / "bin" / "stylelint.mjs"),
            "--max-warnings=0",
        ],
        "templates": [sys.executable, "-m", "djlint", "--quiet", "--lint"],
    }


def main(words: list[str]) -> int:
    """Run the linters that `words` names, or all. Returns the exit code."""
    try:
        if words == ["--install"]:
            node.install(linters=True)
            return 0
        found = programs()
    except (node.NodeMissing, subprocess.CalledProcessError) as error:
        print(f"The linters were not installed: {error}", file=sys.stderr)
        return 1
    running = {
        name: subprocess.Popen(
            [*found[name], *WHAT[name]],
            cwd=node.ROOT,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for name in words or WHAT
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
