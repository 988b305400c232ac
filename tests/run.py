"""`make test`: what must hold before a change lands, side by side where two cores allow, with what was left out named last."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
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
    """A part of the suite: which tests, beside which database."""

    name: str
    database: str
    which: str


PARTS = [
    Part("sqlite", "sqlite", "not browser and not engine"),
    Part("postgres", "postgres", "not browser and not engine"),
    Part("browser", "sqlite", "browser"),
    Part("engines", "sqlite", "engine and not browser"),
]
AT_ONCE = 2


def main() -> int:
    provide()
    failed = [name for name, command in CHECKS if not passes(name, command)]
    if "--lint" not in sys.argv:
        failed += suites()
        print("left out:", ", ".join(left_out()) or "nothing" if left_out() else "")
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


def suites() -> list[str]:
    """The parts of the suite, two at a time; the output of each whole, one after the other."""
    parts = [part for part in PARTS if part.database != "postgres" or binary("initdb")]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = list(zip(parts, pool.map(run, parts), strict=True))
    for part, process in done:
        print(f"--- {part.name}", process.stdout[-8000:], sep="\n", flush=True)
    return [part.name for part, process in done if process.returncode]


def run(part: Part) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LIANFANG_TEST_DATABASE": part.database}
    command = [str(BIN / "pytest"), "--durations=8", "-m", part.which]
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


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
