"""`make test`: what must hold before a change lands, side by side where two cores allow, with what was left out named last."""

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from tests.postgres import binary  # noqa: E402

CHECKS = [
    ("format", [BIN / "ruff", "format", "--check", "--quiet", "src", "tests", "conftest.py"]),
    ("lint", [BIN / "ruff", "check", "--quiet", "src", "tests", "conftest.py"]),
    ("layers", [BIN / "lint-imports", "--no-cache"]),
    ("types", [BIN / "mypy"]),
]


@dataclass(frozen=True)
class Part:
    """A part of the suite: which tests, beside which database; ``mark`` names the mark that all of them have."""

    name: str
    database: str
    which: str
    mark: str = ""


PARTS = [
    Part("postgres", "postgres", "not browser and not engine"),
    Part("sqlite", "sqlite", "not browser and not engine"),
    Part("browser", "sqlite", "browser", mark="browser"),
    Part("engines", "sqlite", "engine and not browser", mark="engine"),
]
"""The longest first, so that none is left to run alone at the end."""
AT_ONCE = (os.cpu_count() or 1) + 1
"""One more than there are processors: a browser and a database keep their test waiting."""
OF_A_MARK = re.compile(r"^pytestmark = .*mark\.(?:browser|engine)\b", re.MULTILINE)
"""A file that has one of the marks as a whole."""
LEFT_OUT = re.compile(r"^SKIPPED \[\d+\] .*?: left out: (.+)$", re.MULTILINE)
UNUSED = ("anyio", "xdist", "unraisableexception")
"""Plugins that look at every test and have nothing to say of these; the last one's warnings are ignored anyway."""


def main() -> int:
    provide()
    alone = "--lint" in sys.argv
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [] if alone else [(part, pool.submit(run, part)) for part in PARTS if can_run(part)]
        failed = [name for name, command in CHECKS if not passes(name, command)]
        failed += [part.name for part, done in running if not passed(part, done)]
    if not alone:
        print("left out:", ", ".join([*left_out(), *skipped(running)]) or "nothing")
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


def passes(name: str, command: list[object]) -> bool:
    began = time.monotonic()
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True)
    print(f"{name:10} {'ok' if done.returncode == 0 else 'FAILED'} {time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout[-6000:], done.stderr[-3000:])
    return done.returncode == 0


def can_run(part: Part) -> bool:
    return part.database != "postgres" or binary("initdb") is not None


Running = Future[tuple[subprocess.CompletedProcess[str], float]]


def run(part: Part) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run the part; what it said, and the seconds it took. What Python compiles for one of them, the others find."""
    began = time.monotonic()
    environment = {**os.environ, "LIANFANG_TEST_DATABASE": part.database, "PYTHONDONTWRITEBYTECODE": ""}
    without = [f"-pno:{plugin}" for plugin in UNUSED]
    command = [BIN / "pytest", *without, "--durations=8", "-rfEs", "-m", part.which, *files_of(part)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done, time.monotonic() - began


def files_of(part: Part) -> list[Path]:
    """The files that hold a test of the part: to import the others takes longer than some of its tests."""
    tests = sorted([*(ROOT / "src/lianfang").rglob("test_*.py"), *(ROOT / "tests").rglob("test_*.py")])
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in tests}
    if part.mark:
        return [path for path, text in texts.items() if f"mark.{part.mark}" in text]
    return [path for path, text in texts.items() if not OF_A_MARK.search(text)]


def passed(part: Part, running: Running) -> bool:
    """Show what a part said, whole, once it is done."""
    done, seconds = running.result()
    print(f"--- {part.name}, {seconds:.0f} s", done.stdout[-8000:], sep="\n", flush=True)
    return done.returncode == 0


def skipped(running: list[tuple[Part, Running]]) -> list[str]:
    """Why tests were skipped that say ``left out: ...``, where `left_out` does not name it already."""
    told = {reason for _part, done in running for reason in LEFT_OUT.findall(done.result()[0].stdout)}
    named = [name.partition(" (")[0].removeprefix("a ") for name in left_out()]
    return sorted(reason for reason in told if not any(name in reason for name in named))


def provide() -> None:
    """Install what is missing on the machine, where root may; otherwise it is named under ``left out``."""
    missing = left_out()
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    packages = {
        "a browser": "chromium",
        "a Chinese font": "fonts-noto-cjk",
        "PostgreSQL": "postgresql",
        "Spark (needs Java)": "openjdk-17-jre-headless",
    }
    wanted = [packages[name] for name in missing if name in packages]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted], env=environment, **quiet)


def left_out() -> list[str]:
    """What this machine lacks, so that part of the suite does not run."""
    fonts = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True).stdout
        if shutil.which("fc-list")
        else ""
    )
    present = {
        "a browser": shutil.which("chromium") is not None,
        "a Chinese font": bool(fonts.strip()),
        "PostgreSQL": binary("initdb") is not None,
        "Spark (needs Java)": shutil.which("java") is not None,
        "reference data": (ROOT.parent / "shared" / "data").is_dir(),
    }
    return [name for name, there in present.items() if not there]


if __name__ == "__main__":
    sys.exit(main())
