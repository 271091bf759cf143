"""How often a definition has a value: declared, or by what it reads."""

from .outside import Outside

ORDER = ["day", "week", "half month", "month", "quarter", "half year", "year"]


def children(node):
    for value in node.__dict__.values():
        yield from _nodes(value)


def _nodes(value):
    if hasattr(value, "kind") and hasattr(value, "__dict__"):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _nodes(item)


class Grains:
    def __init__(self, definitions, people, datasets):
        self.definitions = definitions
        self.people = people
        self.datasets = datasets
        self.known = {}

    def of(self, definition):
        """("line", credit), ("cell", unit), ("person",), ("row", dataset) or ("none",)."""
        grain = getattr(definition, "grain", None)
        if definition.kind == "credit":
            return "line", definition.name
        if grain is not None:
            return ("line", grain.credit) if grain.how == "line" else ("cell", grain.unit)
        if definition.name not in self.known:
            self.known[definition.name] = ("none",)
            self.known[definition.name] = self.natural(definition)
        return self.known[definition.name]

    def natural(self, node):
        found = set()
        self.collect(node, found)
        return self.finest(found)

    def finest(self, found):
        lines = {g for g in found if g[0] == "line"}
        if len(lines) > 1:
            raise Outside("values of two credits at once")
        if lines:
            return lines.pop()
        cells = [g for g in found if g[0] == "cell"]
        if cells:
            return min(cells, key=lambda g: ORDER.index(g[1]))
        rows = [g for g in found if g[0] == "row"]
        return rows[0] if rows else ("person",) if ("person",) in found else ("none",)

    def collect(self, node, found):
        kind = node.kind
        if kind == "name":
            self.name(node.name, found)
        elif kind == "unit":
            found.add(("cell", node.unit))
        elif kind == "fold" and node.window is not None:
            how = node.window.how
            if how in ("unit", "previous"):
                found.add(("cell", node.window.unit))
            elif how not in ("to date", "last"):
                found.add(("person",))
        elif kind == "fold":
            self.collect(node.base, found)
        elif kind == "call":
            if node.name in self.definitions:
                self.name(node.name, found)
            for arg in node.args[1 if node.name == "lookup" else 0:]:
                if not (arg.kind == "call" and arg.name in ("everyone", "members")):
                    self.collect(arg, found)
        else:
            for child in children(node):
                self.collect(child, found)

    def name(self, name, found):
        definition = self.definitions.get(name)
        if definition is not None:
            if definition.kind != "param":
                found.add(self.of(definition))
        elif name == self.people:
            found.add(("person",))
        elif name in self.datasets:
            found.add(("row", name))
