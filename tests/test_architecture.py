"""The law of the house, by machine. Every message says how to mend what it found."""

import ast
import re
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import TextChoices

from zhicheng.applications.models import Gate, Outcome, Status
from zhicheng.certificates.models import Certificate
from zhicheng.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "zhicheng"
CODE = sorted(path for path in HOUSE.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(HOUSE).parts))
TEMPLATES = sorted(HOUSE.rglob("*.html"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = [group.split(" | ") for group in CONTRACTS[0]["layers"]]
HEIGHT = {app: -floor for floor, group in enumerate(LAYERS) for app in group}
# Files that may write raw markup, each with its reason.
RAW_MARKUP = frozenset({"zhicheng/web/richtext.py"})  # an article: Wagtail keeps no more than an editor may write


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[Any]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds))


def found(pattern: str, paths: list[Path]) -> list[str]:
    """The places where the pattern stands, as file:line: text."""
    law = re.compile(pattern)
    return [
        f"{name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if law.search(line)
    ]


def refuse(wrong: list[str], mend: str) -> None:
    """Fail with every place that is wrong and with how to mend it."""
    assert not wrong, "\n  ".join([mend, *wrong])


# ── the order of the house ──


def test_installed_apps_stand_in_the_order_of_the_layers() -> None:
    ours = [app.removeprefix("zhicheng.") for app in settings.INSTALLED_APPS if app.startswith("zhicheng.")]
    assert sorted(ours) == sorted(set(HEIGHT) - {"urls", "wsgi"}), "name the app in INSTALLED_APPS and in the layers"
    assert ours == sorted(ours, key=lambda app: HEIGHT[app]), "put INSTALLED_APPS in the order of the layers"


def test_the_folders_in_kinds_are_the_kinds() -> None:
    folders = {path.parent.name for path in (HOUSE / "kinds").glob("*/__init__.py")}
    assert folders == {*KINDS, "common"}, "a kind is one folder and one word in zhicheng.kinds.KINDS"


def test_the_import_contracts_hold() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_foreign_keys_obey_the_layers() -> None:
    wrong = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            other = field.related_model
            if not field.concrete or not isinstance(other, type) or other._meta.label == settings.AUTH_USER_MODEL:
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if {here, there} <= set(HEIGHT) and here != there and HEIGHT[there] >= HEIGHT[here]:
                wrong.append(f"{model._meta.label}.{field.name} -> {other._meta.label}")
    refuse(wrong, "a table may point only to tables of lower apps: turn the key round")


# ── settings ──


def test_every_setting_is_documented_with_its_default() -> None:
    source = (HOUSE / "settings.py").read_text()
    defaults: dict[str, str] = {}
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(func=ast.Attribute(value=ast.Name("env")), args=[ast.Constant(str(key)), *rest]):
                default = ast.get_source_segment(source, rest[0]) if rest else None
                defaults[key] = f"`{default}`" if default else defaults.get(key, "required")
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert dict(rows) == defaults, "docs/settings.md: one row per env.* in settings.py, the default as written there"
    assert len(rows) == len(defaults), "docs/settings.md names a setting twice"


def test_only_the_settings_read_the_environment() -> None:
    others = [path for path in CODE if path.name not in {"settings.py", "wsgi.py"}]
    refuse(
        found(r"os\.environ\b(?!\.setdefault)|os\.getenv", others), "add an env.* to settings.py and read the setting"
    )


# ── sizes ──


def functions() -> Iterator[tuple[str, int]]:
    for path in CODE:
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef):
            yield f"{name(path)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_files_stay_short() -> None:
    sizes = {name(path): lines(path) for path in CODE if lines(path)}
    refuse(
        [f"{path}: {size}" for path, size in sizes.items() if size > 300],
        "above 300 lines: make it a package of the same name whose __init__ re-exports the public names",
    )
    assert statistics.median(sizes.values()) <= 80, "the median file passes 80 lines: cut the longest by subject"


def test_functions_stay_short() -> None:
    sizes = dict(functions())
    refuse([f"{function}: {size}" for function, size in sizes.items() if size > 50], "above 50 lines: name its parts")
    ninetieth = statistics.quantiles(sizes.values(), n=10)[8]
    long = [function for function, size in sizes.items() if size > 25]
    assert ninetieth <= 25, f"one function in ten passes 25 lines; cut some of {long}"


def test_templates_stay_short() -> None:
    long = [f"{name(path)}: {lines(path)}" for path in TEMPLATES if lines(path) > 120]
    refuse(long, "above 120 lines: move a part into a macro in ui/ or an include")


def test_form_classes_stay_short() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for path in CODE
        for node in nodes(path, ast.ClassDef)
        if node.name.endswith("Form") and node.end_lineno - node.lineno + 1 > 40
    ]
    refuse(long, "above 40 lines: move cleaning into a field class or a function, or split the step")


def test_each_kind_reads_on_two_screens() -> None:
    long = [name(path) for path in (HOUSE / "kinds").glob("*/kind.py") if lines(path) > 120]
    refuse(long, "kind.py above 120 lines: shared steps and effects belong in applications/steps.py")


def test_each_decision_record_fits_one_page() -> None:
    long = [name(path) for path in (ROOT / "docs" / "adr").glob("*.md") if lines(path) > 60]
    refuse(long, "above 60 lines: an ADR gives context, decision and consequences, no more")


# ── who may do what ──


def writes_of_state(path: Path) -> Iterator[Any]:
    """Assignments to .status or .outcome, and calls that write them as keywords."""
    for node in nodes(path, ast.Assign, ast.AnnAssign, ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if any(isinstance(target, ast.Attribute) and target.attr in {"status", "outcome"} for target in targets):
            yield node
    for node in nodes(path, ast.Call):
        verb = ast.unparse(node.func)
        writes = re.search(r"\b(update|create|update_or_create|bulk_create|Application|StageRecord)$", verb)
        if writes and {"status", "outcome"} & {keyword.arg for keyword in node.keywords}:
            yield node


def test_only_the_operations_of_applications_move_a_case() -> None:
    """Apps below applications cannot see a case; certificates have a status of their own."""
    above = {app for app in HEIGHT if HEIGHT[app] >= HEIGHT["applications"]}
    wrong = []
    for path in CODE:
        app, *rest = path.relative_to(HOUSE).parts
        if app not in above or (app == "applications" and rest[0].startswith("operations")):
            continue
        for node in writes_of_state(path):
            text = ast.unparse(node)
            if app == "certificates" and not re.search(r"application|stage|case", text, re.IGNORECASE):
                continue
            wrong.append(f"{name(path)}:{node.lineno}: {text.splitlines()[0]}")
    refuse(wrong, "call a verb of applications.operations")


def test_nobody_asks_which_kind_an_application_is() -> None:
    keys = "|".join(KINDS)
    asks = rf"\b(application|case|draft)\.kind\s*(==|!=|in\b|not in\b)|[=!]=\s*[\"']({keys})[\"']"
    refuse(found(asks, CODE + TEMPLATES), "put the difference into the kind: a field of Kind, Stage or Step")


def test_only_the_clock_reads_the_time() -> None:
    reads = (
        r"timezone\.now\b|timezone\.(localdate|localtime)\(\)|datetime\.(now|utcnow|today)\b|date\.today\b"
        r"|\btime\.time\(|auto_now|import .*\bNow\b"
    )
    others = [path for path in CODE if path != HOUSE / "core" / "clock.py"]
    refuse(found(reads, others), "take `at` as an argument; web and commands read zhicheng.core.clock")


# ── pages ──


def test_no_page_writes_raw_markup() -> None:
    paths = [path for path in CODE + TEMPLATES if name(path) not in RAW_MARKUP]
    refuse(found(r"\|\s*safe\b|\bmark_safe\b", paths), "let Jinja2 escape it; build markup in a macro")


def test_no_template_has_inline_style_or_script() -> None:
    inline = r"<[a-zA-Z][^<>]*\s(style|on[a-z]+|hx-on[a-z:-]*)\s*=|<style\b|<script(?![^>]*\b(src|type)=)"
    refuse(found(inline, TEMPLATES), "the CSP refuses it: use a class, or a data- attribute read by app.js")


def test_no_template_compares_a_status() -> None:
    enums: list[type[TextChoices]] = [Status, Outcome, Gate, Certificate.Status]
    words = "|".join(sorted({value for enum in enums for value in enum.values}))
    refuse(found(rf"[=!]=\s*[\"']({words})[\"']", TEMPLATES), "give the page an is_… property")
    pages = [path for path in TEMPLATES if not {"ui", "django"} & set(path.parts)]
    refuse(found(r"[=!]= ?[\"']", pages), "decide in Python; only components in ui/ may look at their variant")


# ── locks ──


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_versions_and_hashes_but_no_registry(lock: str) -> None:
    refuse(found(r"://|--(extra-)?index-url|--find-links", [ROOT / lock]), "make lock")
    packages = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())
    refuse([package for package in packages if "--hash=sha256:" not in package], "make lock")


def test_no_uv_lock() -> None:
    assert not (ROOT / "uv.lock").exists(), "delete uv.lock: it records download addresses; `make lock` is the way"


def test_another_port_is_the_address_of_the_demos_certificates() -> None:
    plan = subprocess.run(["make", "-n", "run", "PORT=9200"], cwd=ROOT, capture_output=True, text=True)
    started = [line for line in plan.stdout.splitlines() if "manage.py up" in line]
    assert len(started) == 1, plan.stderr
    assert "SITE_URL=${SITE_URL:-http://localhost:9200}" in started[0]
