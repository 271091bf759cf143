"""Text to tokens. A phrase of several words is one token."""

import re
import unicodedata
from dataclasses import dataclass

from .outside import Outside
from .words import CURRENCIES, Words

WORDS = Words()

_NARROW = str.maketrans("（）｛｝［］：，、；×÷≥≤≠％～｜＋－＊／＝＜＞．。", "(){}[]:,,;*/≥≤≠%~|+-*/=<>..")
_WORD = re.compile(r"[^\W\d]\w*")
_NUMBER = re.compile(r"\d[\d_]*(?:\.\d[\d_]*)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")
_PERIOD = re.compile(r"\d{4}-(?:Q[1-4]|H[12]|W\d\d|\d\d(?:-[AB])?)(?!\w)|FY\d{4}(?!\w)")
_SIGNS = ["||", "..", "==", "!=", "<=", ">=", *"(){}[]:,.+-*/<>=|~"]
_SCALES = {"k": 3, "M": 6, "万": 4, "亿": 8}
_EQUAL = {"≥": ">=", "≤": "<=", "≠": "!=", "~": ".."}
ONE = 10**18


@dataclass
class Token:
    kind: str  # word (a name), key (a keyword phrase), number, date, period, text, sign, end
    text: str
    value: object = None
    at: int = 0


def number(text):
    """An int in units of 10^-18."""
    whole, _, part = text.replace("_", "").partition(".")
    if len(part) > 18:
        raise Outside("a literal with more than 18 decimals")
    return int(whole + part.ljust(18, "0"))


class Lexer:
    def __init__(self, source):
        self.s = unicodedata.normalize("NFC", source.replace("\ufeff", ""))
        self.i = 0
        self.tokens = []

    def add(self, kind, text, value=None, length=None):
        self.tokens.append(Token(kind, text, value, self.i))
        self.i += len(text) if length is None else length

    def run(self):
        while self.i < len(self.s):
            c = self.s[self.i]
            if c.isspace():
                self.i += 1
            elif c == "#":
                end = self.s.find("\n", self.i)
                self.i = end if end >= 0 else len(self.s)
            else:
                self.token(c)
        self.add("end", "", length=0)
        return self.tokens

    def token(self, c):
        if c in "\"“”":
            return self.string()
        if c == "`":
            end = self.s.index("`", self.i + 1)
            return self.add("word", self.s[self.i + 1:end], length=end + 1 - self.i)
        for pattern, kind in ((_DATE, "date"), (_PERIOD, "period")):
            if match := pattern.match(self.s, self.i):
                return self.add(kind, match.group())
        if match := _NUMBER.match(self.s, self.i):
            return self.number(match.group())
        if match := _WORD.match(self.s, self.i):
            return self.word(match.group())
        for sign in _SIGNS:
            narrow = self.s[self.i:self.i + len(sign)].translate(_NARROW)
            narrow = _EQUAL.get(narrow, narrow)
            if narrow == sign or (len(sign) == 1 and narrow in _SIGNS):
                return self.add("sign", narrow, length=len(sign))
        raise Outside(f"the character {c!r}")

    def string(self):
        close = {"“": "”"}.get(self.s[self.i], "\"")
        end = self.s.index(close, self.i + 1)
        text = self.s[self.i + 1:end]
        if "\\" in text:
            raise Outside("an escape in a text")
        self.add("text", text, length=end + 1 - self.i)

    def number(self, text):
        value = number(text)
        end = self.i + len(text)
        tail = self.s[end:end + 1]
        following = self.s[end + 1:end + 2]
        if tail in _SCALES and (tail in "万亿" or not (following.isalnum() or following == "_")):
            value *= 10**_SCALES[tail]
            end += 1
        tail = self.s[end:end + 1].translate(_NARROW)
        if tail == "%":
            if value % 100:
                raise Outside("a literal with more than 18 decimals")
            value, end = value // 100, end + 1
        elif tail == "倍" or (tail == "x" and not self.s[end + 1:end + 2].isalnum()):
            end += 1
        self.add("number", self.s[self.i:end], value, end - self.i)

    def word(self, first):
        for phrase in WORDS.by_first.get(first, ()):
            pattern = r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)"
            if match := re.compile(pattern).match(self.s, self.i):
                return self.add("key", WORDS.phrases[phrase], first, len(match.group()))
        self.add("word", CURRENCIES.get(first, first), length=len(first))


def tokens(source):
    return Lexer(source).run()
