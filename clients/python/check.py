#!/usr/bin/env python3
"""Checks the Python client: generated files, types, style, and the tests with the oldest and the newest gRPC.

    python3 clients/python/check.py [--cache DIR] [pytest arguments]

Makes virtual environments below DIR, which later runs use again. Needs a server that was built (`make build`), and
Python 3.10 or 3.11 for the oldest gRPC. The last line is "clients: python N passed, N failed": each test counts, once
with each gRPC, and so does each of the other checks.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / "node_modules" / ".cache" / "clients-python"
NEWEST = ("python3", "python3.13", "python3.12", "python3.11", "python3.10")
OLDEST = ("python3.11", "python3.10", "python3", "/usr/bin/python3")
GEN, DEV, OLD = (HERE / f"requirements-{name}.txt" for name in ("gen", "dev", "oldest"))
SOURCES = ("src", "tests", "examples", "gen.py", "check.py")


class Count:
    """What passed and what failed."""

    def __init__(self) -> None:
        """Begins with nothing."""
        self.passed = 0
        self.failed = 0

    def check(self, name: str, command: Iterable[str | Path]) -> None:
        """Runs a check, and counts it as one."""
        print(f"--- {name}", flush=True)
        done = subprocess.run([str(part) for part in command], cwd=HERE, check=False)
        self.passed += done.returncode == 0
        self.failed += done.returncode != 0

    def tests(self, name: str, python: Path, report: Path, arguments: list[str]) -> None:
        """Runs the tests, and counts each; those that were skipped count as failed."""
        print(f"--- tests with {name}", flush=True)
        report.unlink(missing_ok=True)
        done = subprocess.run(
            [python, "-B", "-m", "pytest", "-q", f"--junit-xml={report}", *arguments], cwd=HERE, check=False
        )
        suite = ElementTree.parse(report).getroot()[0].attrib if report.exists() else {}
        bad = sum(int(suite.get(key, 0)) for key in ("failures", "errors", "skipped"))
        good = int(suite.get("tests", 0)) - bad
        self.passed += good
        self.failed += bad if bad or (done.returncode == 0 and good) else 1


def interpreter(names: Iterable[str], versions: Iterable[int]) -> str:
    """Returns the first of some interpreters that runs, and is Python 3.x with x among `versions`."""
    wanted = tuple(versions)
    for name in names:
        try:
            done = subprocess.run(
                [name, "-c", "import ensurepip, sys, venv; print(sys.version_info.minor)"],
                capture_output=True,
                text=True,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        if int(done.stdout) in wanted:
            return name
    minors = ", ".join(f"3.{minor}" for minor in wanted)
    raise SystemExit(f"check: none of {', '.join(names)} is Python {minors} with venv and ensurepip")


def environment(at: Path, python: str, requirements: list[str | Path]) -> Path:
    """Makes a virtual environment unless it is there, and returns its interpreter."""
    texts = [item.read_text() if isinstance(item, Path) else item for item in requirements]
    stamp = hashlib.sha256("\n".join([python, (HERE / "pyproject.toml").read_text(), *texts]).encode()).hexdigest()
    inside = at / "bin" / "python"
    if (at / "stamp").exists() and (at / "stamp").read_text() == stamp:
        return inside
    shutil.rmtree(at, ignore_errors=True)
    subprocess.run([python, "-m", "venv", str(at)], check=True)
    arguments: list[str] = []
    for item in requirements:
        arguments += ["-r", str(item)] if isinstance(item, Path) else [item]
    subprocess.run(
        [str(inside), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments],
        check=True,
        cwd=HERE,
    )
    (at / "stamp").write_text(stamp)
    return inside


def installed(python: Path, work: Path) -> None:
    """Installs the package as a user does, from a copy without what builds leave behind."""
    source = work / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(HERE, source, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build", ".venv"))
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--force-reinstall", str(source)], check=True)
    shutil.rmtree(source)


def main() -> None:
    """Runs everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the virtual environments are")
    options, arguments = parser.parse_known_args()
    cache: Path = options.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    with_wheels = interpreter(OLDEST, (10, 11))
    count = Count()

    gen = environment(cache / "gen", with_wheels, [GEN])
    count.check("generated files", [gen, "-B", "gen.py", "--check"])

    dependencies: list[str | Path] = ["grpcio", "protobuf", "googleapis-common-protos", DEV]
    new = environment(cache / "newest", interpreter(NEWEST, range(10, 20)), dependencies)
    count.check("types", [new, "-m", "mypy", "--cache-dir", cache / "mypy", *SOURCES])
    count.check("style", [new, "-m", "ruff", "check", "--no-cache", "."])
    count.check("format", [new, "-m", "ruff", "format", "--no-cache", "--check", "."])

    old = environment(cache / "oldest", with_wheels, [OLD, "pytest==9.2.0"])
    for name, python in (("the oldest gRPC", old), ("the newest gRPC", new)):
        installed(python, cache)
        count.tests(name, python, cache / "tests.xml", arguments)

    print(f"clients: python {count.passed} passed, {count.failed} failed")
    sys.exit(1 if count.failed else 0)


if __name__ == "__main__":
    main()
