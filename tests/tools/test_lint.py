"""The linters of scripts, their types, style sheets and templates find what is planted for them."""

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = 300


@pytest.fixture
def lint(monkeypatch):
    """Start a linter as `make lint` does, on a text given to it; its exit code and what it says."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import lint_pages

    def start(name: str, words: list[str], text: str = "") -> tuple[int, str]:
        done = subprocess.run(
            [*lint_pages.programs()[name], *words],
            cwd=ROOT,
            input=text,
            text=True,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return start


def test_faults_in_a_script_are_found(lint):
    fault = 'const ink = "#1b2a33";\nexport function long() {\n' + "  run();\n" * 60 + "}\n"
    words = ["--stdin", "--stdin-filename", "static/js/planted.js"]
    code, said = lint("scripts", words, fault)
    assert code == 1
    for rule in ("no-unused-vars", "no-restricted-syntax", "max-lines-per-function", "no-undef"):
        assert rule in said


def test_wrong_type_is_found(lint, tmp_path):
    script, settings = tmp_path / "planted.js", tmp_path / "tsconfig.json"
    script.write_text('import { dayText } from "map/config";\ndayText(20241231);\n')
    settings.write_text(
        json.dumps(
            {
                "extends": str(ROOT / "tsconfig.json"),
                "compilerOptions": {"typeRoots": [str(ROOT / "node_modules" / "@types")]},
                "include": [str(script), str(ROOT / "tools" / "types" / "*.d.ts")],
            }
        )
    )
    code, said = lint("types", ["--project", str(settings)])
    assert code != 0
    assert "planted.js(2,9): error TS2345" in said
    assert said.count("error TS") == 1


@pytest.mark.parametrize(
    ("sheet", "rules"),
    [
        ("planted", ("color-no-hex", "color-named", "function-disallowed-list")),
        ("tokens", ("declaration-property-value-disallowed-list", "color-named")),
    ],
)
def test_colour_outside_of_the_tokens_is_found(lint, sheet, rules):
    fault = "a {\n  color: #fff;\n  fill: white;\n  stroke: rgb(0 0 0 / 50%);\n}\n"
    words = ["--stdin", "--stdin-filename", f"static/css/{sheet}.css"]
    code, said = lint("styles", words, fault)
    assert code == 2
    for rule in rules:
        assert rule in said


def test_unclosed_tag_in_a_template_is_found(lint):
    code, said = lint("templates", ["-"], "{% if a %}<section><p>{{ a }}</p>{% endif %}\n")
    assert code == 1
    assert "H025" in said


@pytest.mark.parametrize("kind", ["js", "css"])
def test_no_file_is_long(kind):
    files = list((ROOT / "static" / kind).rglob(f"*.{kind}"))
    assert files
    long = {p.name: n for p in files if (n := len(p.read_text("utf-8").splitlines())) > LINES}
    assert long == {}


def test_linters_do_not_come_with_what_pages_use():
    packages = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name in packages["devDependencies"]:
        assert lock[f"node_modules/{name}"].get("dev"), name
    for name in packages["dependencies"]:
        assert not lock[f"node_modules/{name}"].get("dev"), name
