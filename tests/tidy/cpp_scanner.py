"""A small C++ scanner for the tidy tests: enough to blank out text and to find functions.

It knows comments, strings, raw strings, preprocessor lines and braces. It does not parse C++: a
block is a function when the text before its brace has a parameter list and names no type or
namespace. Tests in cpp_scanner_test.py say what it can do.
"""
import dataclasses
import re

_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)
_DIRECTIVE = re.compile(r'^[ \t]*#(?:[^\n\\]|\\\n|\\.)*', re.MULTILINE)
_TYPE_BLOCK = re.compile(r'\b(?:namespace|class|struct|union|enum|extern)\b(?![^{]*\()')


@dataclasses.dataclass(frozen=True)
class Function:
    name: str
    first_line: int
    num_lines: int


def _blank(match):
    return re.sub(r'[^\n]', ' ', match.group(0))


def without_comments(text):
    """The same text, comments replaced by blanks, line numbers kept."""
    keep = lambda m: _blank(m) if m.group(0).startswith('/') else m.group(0)
    return _TOKEN.sub(keep, text)


def code_only(text):
    """The same text without comments and without the insides of literals, line numbers kept."""
    return _TOKEN.sub(_blank, text)


def functions(text):
    """Every function with a body, outermost only (a lambda belongs to the function around it)."""
    code = _DIRECTIVE.sub(_blank, code_only(text))
    found = []
    stack = []  # (kind, name, first line); kinds: function, other
    head_start = 0
    line = 1
    for offset, char in enumerate(code):
        if char == '\n':
            line += 1
        elif char == '{':
            head = code[head_start:offset]
            stack.append(_classify(head, line, inside=any(s[0] == 'function' for s in stack)))
            head_start = offset + 1
        elif char == '}':
            if stack:
                kind, name, first = stack.pop()
                if kind == 'function':
                    found.append(Function(name, first, line - first + 1))
            head_start = offset + 1
        elif char == ';':
            head_start = offset + 1
    return found


def _classify(head, brace_line, inside):
    stripped = head.strip()
    name = re.search(r'([~\w:]+|operator[^\s(]+)\s*\(', stripped)
    if inside or not name or _TYPE_BLOCK.search(stripped) or stripped.endswith('='):
        return ('other', '', 0)
    first = brace_line - head.lstrip().count('\n')
    return ('function', name.group(1), first)
