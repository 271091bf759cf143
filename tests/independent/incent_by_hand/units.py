"""Whether amounts are money, points or plain numbers."""

from .data import decimals
from .outside import Outside
from .words import MINOR


class Units:
    """Whether an amount is money, points or a plain number."""

    def __init__(self, definitions, tables, currency):
        self.definitions = definitions
        self.tables = tables
        self.currency = currency
        self.known = {}

    def decimals(self, unit):
        return 0 if unit == "points" else MINOR.get(unit, 2)

    def digits(self, node):
        """Decimals that an amount may have, by how it is written."""
        kind = node.kind
        if kind == "number":
            return next(n for n in range(19) if node.value % 10**(18 - n) == 0)
        if kind == "member" and self.of(node) and not (node.x.kind == "name" and node.x.name in self.definitions):
            return decimals(self.table_of(node.x).fields[node.field])
        if kind == "call" and node.name in ("rounded", "floor", "ceiling") and node.args[1].kind == "number":
            return self.digits(node.args[1])
        parts = {"+": ("left", "right"), "-": ("left", "right"), "negate": ("x",), "otherwise": ("x", "fallback"),
                 "if": ("yes", "no")}
        if kind in parts:
            return max(self.digits(getattr(node, part)) for part in parts[kind])
        if kind == "call" and node.name in ("min", "max", "abs"):
            return max(map(self.digits, node.args))
        raise Outside("decimals that are not plain to see")

    def of_pay(self, pay):
        if pay.kind == "let":
            return self.of_definition(pay)
        if pay.name not in self.known:
            self.known[pay.name] = self.currency
            found = {u for c in pay.clauses for u in self.in_clause(c)}
            self.known[pay.name] = "points" if "points" in found else self.currency
        return self.known[pay.name]

    def in_clause(self, clause):
        if clause.kind in ("amount", "entitled", "capped at", "at least"):
            yield self.of(clause.x)
        elif clause.kind == "apply":
            yield self.of(clause.x)
            tiers = self.definitions[clause.tiers]
            for row in tiers.rows:
                yield self.of(row.value)

    def of(self, node):
        """"points", a currency, or None where it is not known from the leaves that count."""
        kind = node.kind
        if kind == "number":
            return node.unit
        if kind == "name":
            return self.of_definition(self.definitions.get(node.name))
        if kind == "member":
            return self.of_field(node)
        if kind in ("+", "-"):
            return self.of(node.left) or self.of(node.right)
        if kind == "*":
            return self.of(node.left) or self.of(node.right)
        if kind == "/":
            left, right = self.of(node.left), self.of(node.right)
            return None if left == right else left
        if kind == "fold":
            return None if node.aggregate == "count of" else self.of(node.base)
        if kind in ("negate", "as of"):
            return self.of(node.x)
        if kind == "otherwise":
            return self.of(node.x) or self.of(node.fallback)
        if kind == "if":
            return self.of(node.yes) or self.of(node.no)
        if kind == "call":
            return self.of_call(node)
        return None

    def of_call(self, node):
        definition = self.definitions.get(node.name)
        if definition is not None:
            return self.of_definition(definition) or (self.of(node.args[0]) if definition.mode == "marginal"
                                                      else None)
        if node.name in ("min", "max"):
            return next((u for u in map(self.of, node.args) if u), None)
        if node.name in ("abs", "rounded", "floor", "ceiling", "allot"):
            return self.of(node.args[0])
        return self.of(node.args[1]) if node.name == "portion" else None

    def of_definition(self, definition):
        if definition is None:
            return None
        if definition.kind == "pay":
            return self.of_pay(definition)
        if definition.name in self.known:
            return self.known[definition.name]
        self.known[definition.name] = None
        if definition.kind == "let" and definition.clauses is not None:
            self.known[definition.name] = next((u for c in definition.clauses for u in self.in_clause(c) if u), None)
            return self.known[definition.name]
        sources = {"let": lambda: [definition.value], "credit": lambda: [definition.amount],
                   "param": lambda: [v for _, v in definition.values],
                   "tiers": lambda: [r.value for r in definition.rows],
                   "table": lambda: [vs[0] for _, vs in definition.rows]}
        found = [self.of(x) for x in sources.get(definition.kind, list)()]
        self.known[definition.name] = next((u for u in found if u), None)
        return self.known[definition.name]

    def of_field(self, node):
        if node.x.kind == "name" and node.x.name in self.definitions:
            table = self.definitions[node.x.name]
            at = table.results.index(node.field)
            return next((u for u in (self.of(vs[at]) for _, vs in table.rows) if u), None)
        for table in self.tables.values():
            field = table.fields.get(node.field)
            if field is not None and field.type in ("money", "points") and self.leads_to(node.x, table):
                return field.currency or "points"
        return None

    def leads_to(self, node, table):
        return self.table_of(node) is table

    def table_of(self, node):
        if node.kind == "name":
            return self.tables.get(node.name)
        if node.kind == "call" and node.name == "lookup":
            return self.tables.get(node.args[0].name)
        if node.kind == "otherwise":
            return self.table_of(node.x) or self.table_of(node.fallback)
        if node.kind == "if":
            return self.table_of(node.yes)
        if node.kind == "member":
            base = self.table_of(node.x)
            return self.tables.get(base.fields[node.field].type) if base else None
        return None
