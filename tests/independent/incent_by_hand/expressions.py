"""Parsing: tokens to the nodes of expressions. Only what the evaluator knows; the rest is Outside."""

from .lexer import WORDS, tokens
from .outside import Outside

UNITS = ("day", "week", "half month", "month", "quarter", "half year", "year")
AGGREGATES = ("sum of", "count of", "average of", "highest of", "lowest of", "latest of", "earliest of")
GRAINS = {"monthly": "month", "quarterly": "quarter", "yearly": "year"}


class Node:
    def __init__(self, kind, **fields):
        self.kind = kind
        self.__dict__.update(fields)

    def __repr__(self):
        return f"{self.kind}({', '.join(f'{k}={v}' for k, v in self.__dict__.items() if k != 'kind')})"


class Reader:
    """The tokens and where we are."""

    def __init__(self, source):
        self.tokens = tokens(source)
        self.i = 0

    @property
    def now(self):
        return self.tokens[self.i]

    def is_(self, *texts):
        return self.now.kind in ("key", "sign") and self.now.text in texts

    def take(self, *texts):
        if not self.is_(*texts):
            return None
        self.i += 1
        return self.tokens[self.i - 1].text

    def need(self, *texts):
        taken = self.take(*texts)
        if taken is None:
            raise Outside(f"`{self.now.text}` where one of {texts} was expected")
        return taken

    def kind(self, kind):
        if self.now.kind != kind:
            raise Outside(f"`{self.now.text}` where a {kind} was expected")
        self.i += 1
        return self.tokens[self.i - 1]

    def name(self):
        """Any word, keywords included, as it was written."""
        if self.now.kind not in ("word", "key"):
            raise Outside(f"`{self.now.text}` where a name was expected")
        self.i += 1
        token = self.tokens[self.i - 1]
        return token.text if token.kind == "word" else token.value

    def label(self):
        return self.kind("text").text if self.now.kind == "text" else None

    def unit(self):
        if not self.is_(*UNITS):
            raise Outside(f"`{self.now.text}` where a unit of time was expected")
        return self.need(*UNITS)

    def skip_block(self):
        self.need("{")
        depth = 1
        while depth:
            if self.now.kind == "end":
                raise Outside("a block without an end")
            depth += {"{": 1, "}": -1}.get(self.now.text if self.now.kind == "sign" else "", 0)
            self.i += 1


class Expressions(Reader):
    def expr(self):
        if self.take("if"):
            condition = self.expr()
            self.need("then")
            yes = self.expr()
            self.need("else")
            return Node("if", condition=condition, yes=yes, no=self.expr())
        left = self.conjunction()
        while self.take("or"):
            left = Node("or", left=left, right=self.conjunction())
        return left

    def conjunction(self):
        left = self.negation()
        while self.take("and"):
            left = Node("and", left=left, right=self.negation())
        return left

    def negation(self):
        if self.take("not"):
            return Node("not", x=self.negation())
        return self.comparison()

    def comparison(self):
        left = self.fallback()
        if sign := self.take("==", "!=", "<=", ">=", "<", ">"):
            return Node("compare", sign=sign, left=left, right=self.fallback())
        if self.take("is"):
            return Node("presence", x=left, present=self.need("present", "absent") == "present")
        negated = bool(self.take("not"))
        if self.take("in"):
            self.need("[")
            items = self.list("]")
            return Node("in", x=left, items=items, negated=negated)
        if self.take("between"):
            low = self.fallback()
            self.need("..")
            return Node("between", x=left, low=low, high=self.fallback(), negated=negated)
        if negated:
            raise Outside("`not` in an unknown place")
        if self.take("within"):
            length = self.product()
            self.need("after")
            return Node("within", x=left, length=length, start=self.fallback())
        return left

    def fallback(self):
        left = self.sum()
        while self.take("otherwise"):
            left = Node("otherwise", x=left, fallback=self.sum())
        return left

    def sum(self):
        left = self.product()
        while sign := self.take("+", "-"):
            left = Node(sign, left=left, right=self.product())
        return left

    def product(self):
        left = self.minus()
        while sign := self.take("*", "/"):
            left = Node(sign, left=left, right=self.minus())
        return left

    def minus(self):
        if self.take("-"):
            return Node("negate", x=self.minus())
        return self.suffixed()

    def suffixed(self):
        if aggregate := self.take(*AGGREGATES):
            x = self.suffixed()
            fold = x if x.kind == "fold" else Node("fold", base=x, filters=[], group=None, window=None)
            fold.aggregate = aggregate
            return fold
        return self.suffixes(self.member())

    def suffixes(self, x):
        fold = None
        while self.is_("[", "over", "across", "as of", "by", "converted to"):
            if self.take("as of"):
                x = Node("as of", x=x, date=self.member())
                continue
            if fold is None:
                fold = x = Node("fold", base=x, filters=[], group=None, window=None, aggregate="sum of")
            if self.take("["):
                fold.filters.append(self.expr())
                self.need("]")
            elif self.take("over"):
                fold.window = self.window()
            elif self.take("across"):
                fold.group = self.member()
            else:
                raise Outside(f"`{self.now.text}`")
        return x

    def window(self):
        if self.is_("year to date", "quarter to date", "month to date"):
            text = self.need("year to date", "quarter to date", "month to date")
            return self.end_window(Node("window", how="to date", unit=text.split()[0]))
        if self.take("previous"):
            return Node("window", how="previous", unit=self.unit())
        if self.take("last"):
            count = self.kind("number").value // 10**18
            return Node("window", how="last", count=count, unit=self.unit())
        if self.take("plan"):
            return Node("window", how="plan")
        if self.take("all time"):
            return Node("window", how="all time")
        if self.now.kind == "period":
            return Node("window", how="period", period=self.kind("period").text)
        return self.end_window(Node("window", how="unit", unit=self.unit()))

    def end_window(self, window):
        if self.is_("counted from", "by"):
            raise Outside(f"`{self.now.text}`")
        return window

    def member(self):
        x = self.primary()
        while self.is_("."):
            self.need(".")
            x = Node("member", x=x, field=self.name())
            if self.is_("("):
                raise Outside("a call of a member")
        return x

    def primary(self):
        token = self.now
        if self.take("("):
            x = self.expr()
            self.need(")")
            return x
        if token.kind == "number":
            return self.amount()
        if token.kind in ("date", "period", "text"):
            self.i += 1
            return Node(token.kind, text=token.text)
        if self.is_("true", "false"):
            return Node("flag", value=self.need("true", "false") == "true")
        if self.is_(*UNITS) and self.tokens[self.i + 1].text != "(":
            return Node("unit", unit=self.unit())
        called = self.tokens[self.i + 1].text == "("
        if token.kind == "key" and not called:
            raise Outside(f"`{token.text}` in an expression")
        name = self.name()
        if self.take("("):
            return Node("call", name=WORDS.functions.get(name, name), args=self.list(")"))
        return Node("name", name=name)

    def amount(self):
        value = self.kind("number").value
        if self.is_(*UNITS):
            return Node("length", count=value // 10**18, unit=self.unit())
        if self.take("points"):
            return Node("number", value=value, unit="points")
        following = self.now
        if following.kind == "word" and len(following.text) == 3 and following.text.isupper():
            return Node("number", value=value, unit=self.name())
        return Node("number", value=value, unit=None)

    def list(self, end):
        items = []
        while not self.take(end):
            items.append(self.expr())
            if not self.is_(end):
                self.need(",")
        return items
