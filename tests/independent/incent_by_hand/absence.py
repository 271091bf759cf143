"""Whether an expression may be absent, by how it is written."""

from .outside import Outside

STRICT = {"+": ("left", "right"), "-": ("left", "right"), "*": ("left", "right"), "compare": ("left", "right"),
          "and": ("left", "right"), "or": ("left", "right"), "negate": ("x",), "not": ("x",),
          "between": ("x", "low", "high"), "within": ("x", "start"), "otherwise": ("fallback",)}
THERE = ("number", "text", "flag", "date", "period", "unit", "presence", "length")


class Absence:
    def may_be_absent(self, node):
        kind = node.kind
        if kind in THERE:
            return False
        if kind in STRICT:
            return any(self.may_be_absent(getattr(node, part)) for part in STRICT[kind])
        if kind == "fold":
            return node.aggregate not in ("sum of", "count of")
        method = getattr(self, "absent_" + kind, None)
        if method is None:
            raise Outside("a count of what may be absent")
        return method(node)

    def absent_if(self, node):
        asks = node.condition
        asked = asks.kind == "presence" and asks.present and repr(asks.x) == repr(node.yes)
        return self.may_be_absent(asks) or (not asked and self.may_be_absent(node.yes)) or \
            self.may_be_absent(node.no)

    def absent_name(self, node):
        definition = self.definitions.get(node.name)
        if definition is None or definition.kind == "param":
            return False
        if definition.kind == "credit":
            return self.may_be_absent(definition.amount)
        if definition.kind == "let" and definition.clauses is None:
            values = [definition.value, *(e.set for e in self.exceptions.get(definition.name, []))]
            return any(map(self.may_be_absent, values))
        raise Outside("a count of what may be absent")

    def absent_member(self, node):
        table = self.pays.units.table_of(node.x)
        if table is None:
            raise Outside("a count of what may be absent")
        return table.fields[node.field].optional or self.may_be_absent(node.x)

    def absent_call(self, node):
        if node.name in ("min", "max", "abs", "rounded", "floor", "ceiling"):
            return any(map(self.may_be_absent, node.args))
        raise Outside("a count of what may be absent")
