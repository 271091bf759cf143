"""Fenced blocks, links and headings of a Markdown file: what the documentation tests need of it."""
import dataclasses
import re

_FENCE = re.compile(r'^(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ \t]*$', re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'(?<!!)\[[^\]]*\]\(([^)\s]+)\)')
_HEADING = re.compile(r'^#{1,6} +(.+?)[ \t]*$', re.MULTILINE)


@dataclasses.dataclass(frozen=True)
class Block:
    kind: str   # first word of the info string: "incent", "console", "csv", ...
    words: tuple  # the words behind it
    body: str
    line: int   # of the opening fence, from 1


def blocks(text):
    found = []
    for match in _FENCE.finditer(text):
        words = match.group('info').split() or ['']
        found.append(Block(words[0], tuple(words[1:]), match.group('body'), text.count('\n', 0, match.start()) + 1))
    return found


def prose(text):
    """The text without its fenced blocks and inline code."""
    return re.sub(r'`[^`\n]*`', '', _FENCE.sub('', text))


def links(text):
    return _LINK.findall(prose(text))


def anchors(text):
    """The anchors that headings get on the usual hosts: lower case, blanks to dashes, no punctuation."""
    found = set()
    for heading in _HEADING.findall(_FENCE.sub('', text)):
        plain = re.sub(r'[^\w\- ]', '', heading.replace('`', '').lower())
        found.add(plain.replace(' ', '-'))
    return found
