"""Parsing: tokens to the nodes of statements."""

from .expressions import GRAINS, UNITS, Expressions, Node
from .lexer import WORDS
from .outside import Outside


class Parser(Expressions):
    def file(self):
        self.need("incent")
        self.kind("number")
        items = []
        while self.now.kind != "end":
            items.append(self.top())
        return items

    def top(self):
        if self.take("data"):
            return self.dataset()
        if self.take("plan"):
            return self.plan()
        if self.take("test"):
            while not self.is_("{"):
                self.i += 1
            self.skip_block()
            return Node("test")
        return self.definition()

    def dataset(self):
        data = Node("data", name=self.name(), source=None, fields=[])
        if self.take("source"):
            data.source = self.kind("text").text
        self.need("{")
        while not self.take("}"):
            key = bool(self.is_("key") and not self.tokens[self.i + 1].text == ":" and self.take("key"))
            name = self.name()
            header = self.label() or name
            self.need(":")
            data.fields.append(self.field(name, header, key))
        return data

    def field(self, name, header, key):
        field = Node("field", name=name, header=header, key=key, optional=False, bounds=None, digits=None,
                     labels=None, currency=None)
        if self.take("one of"):
            field.type, field.labels = "one of", [self.kind("text").text]
            while self.take(","):
                field.labels.append(self.kind("text").text)
        elif self.take("money"):
            field.type, field.currency = "money", self.name()
            if len(field.currency) != 3 or not field.currency.isupper():
                raise Outside("money without a written currency")
        else:
            word = self.name()
            field.type = WORDS.types.get(word, word)
            if field.type == "timestamp":
                raise Outside("a timestamp")
        while True:
            if self.take("optional"):
                field.optional = True
            elif self.take("digits"):
                field.digits = self.kind("number").value // 10**18
            elif self.is_("("):
                field.bounds = self.bounds()
            elif self.is_("dated", "hierarchy"):
                raise Outside(f"`{self.now.text}`")
            else:
                return field

    def bounds(self):
        self.need("(")
        low = self.signed()
        self.need("..")
        high = self.signed()
        self.need(")")
        return low, high

    def signed(self):
        return -self.signed() if self.take("-") else self.amount().value

    def plan(self):
        plan = Node("plan", name=self.name(), label=self.label(), version="", until=None, items=[], where=None)
        self.need("for")
        plan.people = self.name()
        if self.take("where"):
            plan.where = self.expr()
        self.need("{")
        while not self.take("}"):
            self.setting(plan)
        return plan

    def setting(self, plan):
        if self.take("version"):
            plan.version = self.kind("text").text
        elif self.take("effective"):
            plan.start = self.kind("date").text
            if self.take("until"):
                plan.until = self.kind("date").text
        elif self.take("currency"):
            plan.currency = self.name()
        elif self.take("pays"):
            plan.pays = self.grain().unit
        elif self.is_("round"):
            plan.round = self.rounding()
        else:
            plan.items.append(self.definition())

    def rounding(self):
        self.need("round")
        unit = self.amount()
        mode = self.need("half up", "half even", "half down", "away from zero", "toward zero")
        return Node("round", unit=unit, mode=mode)

    def grain(self):
        if self.is_(*GRAINS):
            return Node("grain", how="cell", unit=GRAINS[self.need(*GRAINS)])
        self.need("per")
        if self.is_(*UNITS):
            return Node("grain", how="cell", unit=self.unit())
        first = bool(self.take("first"))
        if self.is_("last"):
            raise Outside("`per last`")
        grain = Node("grain", how="line", credit=self.name(), first=first, over=None)
        if self.take("over"):
            grain.over = self.window()
        return grain

    def maybe_grain(self):
        return self.grain() if self.is_("per", *GRAINS) else None

    def definition(self):
        words = {"credit": self.credit, "let": self.let, "measure": self.let, "gate": self.let,
                 "param": self.param, "tiers": self.tiers, "table": self.table, "pay": self.pay,
                 "badge": self.badge, "exception": self.exception, "clawback": self.clawback,
                 "assert": self.assertion}
        if not self.is_(*words):
            raise Outside(f"`{self.now.text}`")
        word = self.need(*words)
        node = words[word](word)
        return node

    def credit(self, _):
        credit = Node("credit", name=self.name(), label=self.label(), when=None, to=[], total=None)
        self.need("from")
        credit.source = self.name()
        self.need("{")
        while not self.take("}"):
            if self.take("when"):
                credit.when = self.expr()
            elif self.take("to"):
                credit.to.append(self.recipient())
            elif self.take("shares total"):
                credit.total = self.expr()
            elif self.take("on"):
                credit.on = self.expr()
            else:
                self.need("amount")
                credit.amount = self.expr()
        return credit

    def recipient(self):
        to = Node("to", who=self.suffixed(), share=None, weight=None, condition=None)
        if self.take("share"):
            if self.is_("rest"):
                raise Outside("`share rest`")
            to.share = self.expr()
        elif self.take("weight"):
            to.weight = self.expr()
        if self.take("if"):
            to.condition = self.expr()
        return to

    def let(self, word):
        let = Node("let", word=word, name=self.name(), label=self.label(), grain=self.maybe_grain())
        let.clauses = None
        if self.take("{"):
            let.clauses = []
            while not self.take("}"):
                let.clauses.append(self.clause())
            return let
        self.need("=")
        let.value = self.expr()
        return let

    def param(self, _):
        param = Node("param", name=self.name(), label=self.label(), values=[])
        if self.take(":"):
            if self.take("money"):
                self.name()
            else:
                self.name()
        self.need("{")
        while not self.take("}"):
            self.need("from")
            date = self.kind("date").text
            self.need(":")
            param.values.append((date, self.expr()))
        return param

    def tiers(self, _):
        tiers = Node("tiers", name=self.name(), label=self.label(), base=None, adding=False, rows=[])
        tiers.mode = self.need("marginal", "retroactive", "interpolated")
        if self.is_("on output"):
            raise Outside("`on output`")
        tiers.adding = bool(self.take("adding up"))
        if self.take("relative to"):
            tiers.base = self.expr()
        self.need("{")
        while not self.take("}"):
            word = self.need("from", "above", "below")
            bound = self.expr()
            self.need(":")
            tiers.rows.append(Node("row", word=word, bound=bound, value=self.expr()))
        return tiers

    def table(self, _):
        table = Node("table", name=self.name(), label=self.label(), grain=self.maybe_grain(), inputs=[],
                     results=[], rows=[])
        table.policy = self.need("unique", "first", "any", "collect sum")
        self.need("{")
        self.need("|")
        while not self.take("||"):
            table.inputs.append(self.expr())
            self.take("|")
        while not (self.take("|") and self.is_("|", "}")):
            table.results.append(self.name())
        while not self.take("}"):
            self.need("|")
            tests = []
            while not self.take("||"):
                tests.append(self.cell())
                self.take("|")
            values = [self.expr()]
            while not (self.take("|") and self.is_("|", "}")):
                values.append(self.expr())
            table.rows.append((tests, values))
        return table

    def cell(self):
        if self.is_("-") and self.tokens[self.i + 1].text in ("|", "||"):
            self.need("-")
            return Node("none")
        if self.take("any"):
            return Node("any")
        if sign := self.take("<=", ">=", "<", ">", "==", "!="):
            return Node("sign", sign=sign, x=self.sum())
        negated = bool(self.take("not"))
        items = [self.item()]
        while self.take(","):
            items.append(self.item())
        return Node("set", items=items, negated=negated)

    def item(self):
        low = self.sum()
        return (low, self.sum()) if self.take("..") else (low, None)

    def pay(self, _):
        pay = Node("pay", name=self.name(), label=self.label(), grain=self.grain(), clauses=[])
        if self.take("="):
            pay.clauses.append(Node("amount", x=self.expr()))
            return pay
        self.need("{")
        while not self.take("}"):
            pay.clauses.append(self.clause())
        return pay

    def clause(self):
        if self.take("apply"):
            tiers = self.name()
            self.need("(")
            x = self.expr()
            self.need(")")
            return Node("apply", tiers=tiers, x=x, forward=bool(self.take("going forward")))
        if self.take("entitled"):
            x = self.expr()
            self.need("per")
            return Node("entitled", x=x, window=self.window())
        if self.is_("round"):
            return self.rounding()
        if self.take("spread over"):
            return Node("spread", length=self.amount())
        if self.take("to"):
            who = self.suffixed()
            return Node("to", who=who, share=self.expr() if self.take("share") else None)
        word = self.need("amount", "when", "multiply by", "prorated by", "at least", "capped at", "on")
        clause = Node(word, x=self.expr())
        if word in ("at least", "capped at"):
            clause.window = self.window() if self.take("per") else None
        return clause

    def badge(self, _):
        badge = Node("badge", name=self.name(), label=self.label(), grain=self.grain())
        self.need("when")
        badge.when = self.expr()
        return badge

    def exception(self, _):
        exception = Node("exception", name=self.name(), label=self.label(), before=[], start=None, until=None,
                         when=None)
        self.need("overrides")
        exception.overrides = self.name()
        if self.take("before"):
            exception.before.append(self.name())
            while self.take(","):
                exception.before.append(self.name())
        self.need("{")
        while not self.take("}"):
            if self.take("from"):
                exception.start = self.kind("date").text
                if self.take("until"):
                    exception.until = self.kind("date").text
            elif self.take("until"):
                exception.until = self.kind("date").text
            elif self.take("when"):
                exception.when = self.expr()
            elif self.take("set"):
                exception.set = self.expr()
            else:
                self.need("because")
                self.kind("text")
        return exception

    def clawback(self, _):
        claw = Node("clawback", name=self.name(), label=self.label(), when=None)
        self.need("of")
        claw.of = self.name()
        self.need("{")
        while not self.take("}"):
            word = self.need("when", "on", "recover")
            setattr(claw, word, self.expr())
        return claw

    def assertion(self, _):
        node = Node("assert", name=self.name(), label=self.label())
        self.need(":")
        node.x = self.expr()
        return node


def parse(source):
    return Parser(source).file()
