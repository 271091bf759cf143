"""The library."""

from datetime import date

from . import days, numbers
from .outside import Outside
from .values import Error, first_error


class Functions:
    def do_call(self, node, place):
        definition = self.definitions.get(node.name)
        if definition is not None:
            if definition.kind != "tiers":
                raise Outside("a call of a definition")
            return self.tier_value(definition, self.at(node.args[0], place), place)
        return getattr(self, "call_" + node.name, self.no_function)(node, place)

    def no_function(self, node, place):
        edge = node.name.rpartition("_")
        unit = edge[0].replace("_", " ")
        if edge[2] in ("start", "end") and not node.args:
            period = self.world.period_at(place, unit)
            return period if isinstance(period, Error) else period[1 if edge[2] == "start" else 2]
        parts = {"year_of": lambda d: d.year, "quarter_of": lambda d: (d.month + 2) // 3,
                 "month_of": lambda d: d.month, "day_of": lambda d: d.day}
        if node.name not in parts:
            raise Outside(f"the function `{node.name}`")
        return self.strict(lambda d: parts[node.name](date.fromordinal(d)) * numbers.ONE,
                           self.at(node.args[0], place))

    def args(self, node, place):
        return [self.at(arg, place) for arg in node.args]

    def call_min(self, node, place):
        return self.strict(min, *self.args(node, place))

    def call_max(self, node, place):
        return self.strict(max, *self.args(node, place))

    def call_abs(self, node, place):
        return self.strict(abs, *self.args(node, place))

    def call_rounded(self, node, place):
        return self.rounding(node, place, self.world.plan.round.mode)

    def call_floor(self, node, place):
        return self.rounding(node, place, "floor")

    def call_ceiling(self, node, place):
        return self.rounding(node, place, "ceiling")

    def rounding(self, node, place, mode):
        return self.strict(lambda x, unit: numbers.checked(numbers.round_to(x, unit, mode)), *self.args(node, place))

    def call_days(self, node, place):
        return self.strict(lambda a, b: (b - a) * numbers.ONE, *self.args(node, place))

    def call_months(self, node, place):
        return self.strict(lambda a, b: days.complete_months(a, b) * numbers.ONE, *self.args(node, place))

    def call_days_in(self, node, place):
        period, *ends = self.args(node, place)
        error = first_error(period, *ends)
        if error:
            return error
        _, first, last = period
        if ends and ends[0] is not None:
            first = max(first, ends[0])
        if len(ends) > 1 and ends[1] is not None:
            last = min(last, ends[1])
        return max(last - first + 1, 0) * numbers.ONE

    def call_lookup(self, node, place, demanded=False):
        table = self.world.tables[node.args[0].name]
        keys = [self.at(arg, place) for arg in node.args[1:]]
        return self.strict(lambda *k: self.find(table, k), *keys)

    def find(self, table, keys):
        found = table.by_key.get(tuple(keys))
        if found is not None and found.repeated:
            return Error("duplicate_key")
        if found is None and any(record.repeated for record in table.records):
            # One of the rows with one key may be meant to have another.
            return Error("duplicate_key")
        return found if found is not None or self.may_miss else Error("lookup_missing")

    def call_portion(self, node, place):
        tiers = self.definitions[node.args[0].name]
        row = node.args[2].value // numbers.ONE
        return self.portion(tiers, self.at(node.args[1], place), row, place)

    def call_allot(self, node, place):
        """The own part, among the members of the group in this period."""
        members = self.members(node.args[2], place.owner if place.kind in ("line", "cell") else place)
        if isinstance(members, Error):
            return members
        members, perhaps = members
        if perhaps:
            return first_error(*perhaps.values())
        places = [self.world.cell(o, place.period) if place.kind == "cell" else o for o in members]
        totals = [self.at(node.args[0], p) for p in places]
        weights = [self.at(node.args[1], p) for p in places]
        error = first_error(*totals, *weights)
        if error:
            return error
        if place not in places:
            return 0
        if any(t != totals[0] for t in totals):
            return Error("allot_total")
        if any(w < 0 for w in weights):
            return Error("negative_weight")
        unit = self.pays.allot_unit(node.args[0])
        parts = numbers.largest_remainder(abs(totals[0]) // unit, weights)
        if abs(totals[0]) % unit and any(weights):
            raise Outside("`allot` of what is no multiple of the unit")
        part = parts[places.index(place)] * unit
        return part if totals[0] >= 0 else -part
