"""Finds text for people that nobody marked: visible letters in a template, Chinese in code."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

from lianfang.project.texts import KEYWORDS

CJK = re.compile(r"[\u3400-\u9fff]")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SAID = {"aria-label", "alt", "placeholder", "title", "data-confirm", "hx-confirm", "label"}
NOT_SAID = {"script", "style", "kbd", "code", "svg"}
"""Keys and code are the same in every language; what an svg says stands in its title."""
FREE = {"XLSX", "CSV", "PDF", "DOCX", "Word", "PNG", "ID", "URL", "API", "JSON", "TOTP", "QR", "nbsp", "middot"}
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
NOT_TEXT = ("_class", "_href")
"""Endings of the blocks that stand inside a tag of the page."""
WORDING_NAMES = {"also", "names", "wordings", "words", "other_names"}


class _Visible(HTMLParser):
    """Collects text nodes and spoken attributes with their lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[tuple[int, str]] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_SAID:
            self.within.append(tag)
        self.said += [(self.getpos()[0], value) for name, value in attrs if name in SAID and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [(self.getpos()[0], value) for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.said.append((self.getpos()[0], data))


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of what a template says without asking for its translation."""
    page = _Visible()
    page.feed(_without_tags(source))
    for line, text in page.said:
        words = [word for word in LETTERS.findall(text.replace(HOLE, " ")) if word not in FREE]
        if words or CJK.search(text):
            yield line, " ".join(text.split())


def _without_tags(source: str) -> str:
    """The page with a hole where a tag or a variable stands; what is inside blocktrans and comments is gone, its lines stay."""
    kept, ending = [], ""
    for token in Lexer(source).tokenize():
        command = token.contents.split(None, 1)[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if ending:
            ending = "" if command == ending else ending
            kept.append("\n" * token.contents.count("\n"))
        elif command in ("blocktrans", "blocktranslate", "comment") or _is_inside_a_tag(token):
            ending = f"end{command}"
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type != TokenType.COMMENT:
            kept.append(HOLE if token.token_type == TokenType.VAR or command in ("trans", "translate") else "")
    return "".join(kept)


def _is_inside_a_tag(token: Token) -> bool:
    return (
        token.token_type == TokenType.BLOCK
        and token.contents.startswith("block ")
        and token.contents.endswith(NOT_TEXT)
    )


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of Chinese in the code.

    Docstrings, examples in marked texts, lists of wordings (``also=``) and tables of data (CAPITALS) may hold it.
    """
    tree = ast.parse(source)
    allowed = {id(each) for node in ast.walk(tree) for part in _allowed(node) for each in ast.walk(part)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CJK.search(node.value)
            and id(node) not in allowed
        ):
            yield node.lineno, node.value[:60]


def _allowed(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
        yield from node.args
    named = {ast.keyword: "arg", ast.AnnAssign: "target", ast.Assign: "targets"}.get(type(node))
    if named and _is_data(getattr(node, named)):
        yield from filter(None, [getattr(node, "value", None)])


def _is_data(name: object) -> bool:
    """Whether what is filled is a list of wordings (by its keyword) or a table (by its capitals)."""
    if isinstance(name, list):
        return all(_is_data(each) for each in name)
    if isinstance(name, ast.Name):
        return name.id.lstrip("_").isupper()
    return name in WORDING_NAMES


def everywhere(root: Path, suffix: str) -> list[Path]:
    """Files of the program, without its tests and migrations."""
    return sorted(path for path in root.rglob(f"*{suffix}") if not {"tests", "migrations"} & set(path.parts))
