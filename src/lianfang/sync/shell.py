"""The field application's own files (/field/): a page without data, its modules, the worker that keeps them, its words.

Nothing here tells who uses it: everything personal comes through the phone's token and lies encrypted on the phone.
"""

import gzip
import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from lianfang.kernel.wording import in_both
from lianfang.sync.words import WORDS, all_in_both

PERMISSIONS = "camera=(self), geolocation=(), microphone=(), usb=(), payment=(), display-capture=()"
"""What the browser may ask the phone for: the camera, to read a code, and nothing else."""
FOLDER = Path(__file__).parent / "field"
KINDS = {".js": "text/javascript", ".css": "text/css"}
MAY_USE = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
"""What the browser may be asked for under this page: the camera, by whoever presses the button that reads a code."""


def _state(request: HttpRequest, *_names: str, **_named: str) -> str:
    """What a phone that has it already need not be sent again."""
    return f'"{version()}-{get_language()}-{"gzip" in request.headers.get("Accept-Encoding", "")}"'


@cache_control(no_cache=True)
@condition(etag_func=_state)
def app(request: HttpRequest) -> HttpResponse:
    """The page itself; the same for everybody."""
    answer = render(request, "sync/field.html", {"version": version(), "alone": " ".join(_alone())})
    answer["Permissions-Policy"] = PERMISSIONS
    return answer


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of what it keeps; another version of any file is another worker."""
    plain = "".join((FOLDER / name).read_text(encoding="utf-8") for name in ("boot.js", "sw.js"))
    kept = {"KEPT": [*_alone(), *_packed_files()], "ALONE": _alone()}
    said = plain.replace("VERSION", version())
    for name, paths in kept.items():
        said = said.replace(f'"{name}"', json.dumps(paths))
    answer = HttpResponse(said, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


def manifest(request: HttpRequest) -> HttpResponse:
    """What makes it installable."""
    said = {
        "name": " ".join(in_both(WORDS["title"]).values()),
        "short_name": in_both(WORDS["title"])["zh"],
        "start_url": reverse("sync:app"),
        "scope": reverse("sync:app"),
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1d4f8f",
        "icons": [{"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type="application/manifest+json")


@cache_control(no_cache=True)
@condition(etag_func=_state)
def words(request: HttpRequest) -> HttpResponse:
    """Every text of the application in both languages."""
    answer = HttpResponse(json.dumps(all_in_both(), ensure_ascii=False), content_type="application/json")
    return _packed(request, answer)


@cache_control(no_cache=True)
@condition(etag_func=_state)
def pack(request: HttpRequest) -> HttpResponse:
    """All modules, the stylesheet and the texts in one piece, ``{address: {type, text}}``: a line that breaks breaks once."""
    return _packed(
        request, HttpResponse(json.dumps(_packed_files(), ensure_ascii=False), content_type="application/json")
    )


@cache_control(no_cache=True)
@condition(etag_func=_state)
def file(request: HttpRequest, name: str) -> HttpResponse:
    """A module or the stylesheet of the application."""
    if name not in _names():
        raise Http404
    path = FOLDER / name
    return _packed(request, HttpResponse(path.read_bytes(), content_type=f"{KINDS[path.suffix]}; charset=utf-8"))


def _packed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same, packed where the phone takes it; nothing here is secret, so that packing betrays nothing."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.content = gzip.compress(answer.content, 9, mtime=0)
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@lru_cache
def _names() -> tuple[str, ...]:
    """``main.js``, ``pages/home.js``, ...: each file by its place in the folder; a new one is found by itself."""
    files = (path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in KINDS)
    return tuple(sorted(name for name in files if name != "sw.js"))


@lru_cache
def _packed_files() -> dict[str, dict[str, str]]:
    """Each file by its address, as `pack` hands it out."""
    files = {reverse("sync:file", args=[name]): _file(FOLDER / name) for name in _names()}
    words = {"type": "application/json", "text": json.dumps(all_in_both(), ensure_ascii=False)}
    return files | {reverse("sync:words"): words}


def _file(path: Path) -> dict[str, str]:
    return {"type": f"{KINDS[path.suffix]}; charset=utf-8", "text": path.read_text(encoding="utf-8")}


def _alone() -> list[str]:
    """What is kept as it is answered: the page with its policies, and what makes it installable."""
    return [reverse("sync:app"), reverse("sync:manifest"), static("ui/icon.svg")]


@lru_cache
def version() -> str:
    """A name for the state of all files together."""
    content = b"".join((FOLDER / name).read_bytes() for name in (*_names(), "sw.js"))
    return hashlib.sha256(content + json.dumps(all_in_both(), sort_keys=True).encode()).hexdigest()[:12]
