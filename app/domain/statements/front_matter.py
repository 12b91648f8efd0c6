"""The YAML in front of a statement's text, read with the line of everything, so that a refusal says where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from app.domain.errors import DomainError
from app.domain.text import InvalidText, clean_line

FENCE = "---"
_STANDARD = "tag:yaml.org,2002:"
# A text may look like something else to YAML: NO is Norway, 350 a name, 2021-07-29 a day. It is taken as written.
_TEXT_TAGS = frozenset(_STANDARD + kind for kind in ("str", "bool", "int", "float", "timestamp", "merge", "value"))
_NULL = _STANDARD + "null"


class StatementFileError(DomainError):
    """A statement file is wrong: in which line, under which key, why (a code), and what was found there."""

    def __init__(self, file: str, line: int, code: str, found: str = "", *, key: str = "") -> None:
        super().__init__(f"{file}:{line}: {key}: {code} {found}".rstrip())
        self.file, self.line, self.code, self.found, self.key = file, line, code, found, key


@dataclass(frozen=True)
class Value:
    """One text of the front matter, and where it stands."""

    file: str
    line: int
    key: str
    text: str

    def error(self, code: str, found: str | None = None) -> StatementFileError:
        """Why this value cannot stand."""
        return StatementFileError(self.file, self.line, code, self.text if found is None else found, key=self.key)

    def cleaned(self, clean: Callable[[str], str]) -> str:
        """The value as `clean` leaves it. Raises StatementFileError with the code of its InvalidText."""
        try:
            text = clean(self.text)
        except InvalidText as error:
            raise self.error(error.code, error.character) from None
        if not text:
            raise self.error("empty", "")
        return text

    def as_line(self, longest: int) -> str:
        """One line of at most `longest` characters, and not none. Raises StatementFileError."""
        return self.cleaned(lambda text: clean_line(text, longest=longest))


class Section:
    """A mapping of the front matter: only known keys, each once."""

    def __init__(self, file: str, node: yaml.Node, known: frozenset[str], *, key: str = "") -> None:
        self.file, self.line, self.key = file, _line(node), key
        if not isinstance(node, yaml.MappingNode):
            raise StatementFileError(file, self.line, "not_a_mapping", key=key)
        self._nodes: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            name = _scalar(file, key_node, key).text
            if name not in known:
                raise StatementFileError(file, _line(key_node), "unknown_key", name, key=key)
            if name in self._nodes:
                raise StatementFileError(file, _line(key_node), "twice", name, key=key)
            self._nodes[name] = value

    def get(self, key: str) -> Value | None:
        """The value under this key; None where it is missing or empty."""
        node = self._nodes.get(key)
        return None if node is None or node.tag == _NULL else _scalar(self.file, node, key)

    def required(self, key: str) -> Value:
        """The value under this key. Raises StatementFileError where there is none."""
        value = self.get(key)
        if value is None:
            node = self._nodes.get(key)
            raise StatementFileError(self.file, self.line if node is None else _line(node), "missing", key=key)
        return value

    def items(self, key: str, most: int) -> Iterator[yaml.Node]:
        """What is listed under this key. Raises StatementFileError where it is no list, or too long a one."""
        node = self._nodes.get(key)
        if node is None or node.tag == _NULL:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise StatementFileError(self.file, _line(node), "not_a_list", key=key)
        if len(node.value) > most:
            raise StatementFileError(self.file, _line(node.value[most]), "too_many", str(most), key=key)
        yield from node.value

    def texts(self, key: str, most: int) -> Iterator[Value]:
        """The texts listed under this key."""
        for node in self.items(key, most):
            yield _scalar(self.file, node, key)

    def sections(self, key: str, most: int, known: frozenset[str]) -> Iterator[tuple[Value, Section | None]]:
        """What is listed under this key: a name alone, or a mapping that has a name."""
        for node in self.items(key, most):
            if isinstance(node, yaml.MappingNode):
                section = Section(self.file, node, known, key=key)
                yield section.required("name"), section
            else:
                yield _scalar(self.file, node, key), None


def split(file: str, source: str) -> tuple[str, str, int]:
    """The front matter, the text behind it, and the line on which that begins. Raises StatementFileError."""
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        raise StatementFileError(file, 1, "no_front_matter")
    for place, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            # An empty line stands in for the fence, so that YAML counts lines as the file does.
            return "\n".join(["", *lines[1:place]]), "\n".join(lines[place + 1 :]), place + 2
    raise StatementFileError(file, len(lines), "front_matter_open")


def parse(file: str, source: str, known: frozenset[str]) -> Section:
    """The front matter as a mapping. Raises StatementFileError; runs nothing that the file might ask for."""
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        raise StatementFileError(file, line, "control_character", f"U+{ord(source[error.position]):04X}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise StatementFileError(file, mark.line + 1 if mark else 1, "not_yaml", error.problem or "") from None
    except RecursionError:
        raise StatementFileError(file, 1, "too_deep") from None
    if node is None:
        raise StatementFileError(file, 1, "not_a_mapping")
    return Section(file, node, known)


def _scalar(file: str, node: yaml.Node, key: str) -> Value:
    if not isinstance(node, yaml.ScalarNode) or node.tag not in _TEXT_TAGS:
        raise StatementFileError(file, _line(node), "not_a_text", key=key)
    return Value(file, _line(node), key, node.value)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
