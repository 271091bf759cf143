"""Keywords, functions and types in two languages, as the documentation lists them."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs" / "language"

CURRENCIES = {"元": "CNY", "美元": "USD", "欧元": "EUR", "港元": "HKD"}

# Minor units other than two (ISO 4217).
MINOR = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "XAF": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3,
         "JOD": 3}

_ROW = re.compile(r"^\| (.+?) \| (.+?) \|")


class Words:
    """What every spelling stands for: English phrases, by Chinese and English ones."""

    def __init__(self):
        self.phrases = {}
        for english, chinese in self._keywords():
            for spelling in (english, *chinese):
                self.phrases[spelling] = english
        self.functions = dict(self._functions())
        self.types = dict(self._types())
        # By first word, the longest first: "year to date" before "year".
        self.by_first = {}
        for spelling in sorted(self.phrases, key=lambda s: -len(s.split())):
            self.by_first.setdefault(spelling.split()[0], []).append(spelling)

    def _rows(self, page, heading, until=None):
        text = (DOCS / page).read_text(encoding="utf-8")
        text = text[text.index(heading):]
        if until:
            text = text[:text.index(until)]
        for line in text.splitlines():
            match = _ROW.match(line)
            if match:
                yield [re.findall(r"`([^`]+)`", cell) for cell in match.groups()]

    def _keywords(self):
        for english, chinese in self._rows("chinese.md", "## Keywords", "## Names of types"):
            for phrase in english:
                singular = phrase.replace("(s)", "")
                yield singular, chinese
                if phrase != singular:
                    self.phrases[singular + "s"] = singular

    def _functions(self):
        for english, chinese in self._rows("functions.md", "# Functions"):
            for call, word in zip(english, chinese):
                yield word, call.split("(")[0]

    def _types(self):
        for english, chinese in self._rows("chinese.md", "## Names of types"):
            if len(english) == len(chinese):
                yield from zip(chinese, english)
