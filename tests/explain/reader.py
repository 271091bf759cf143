"""Reads an explanation as docs/explanations.md describes it, and works every node out again from what stands below it.

Written from that page and docs/schemas/explain.schema.json alone; it shares no code with the program. What a node
says and what follows from its children must be the same value.
"""

import re
from datetime import date, timedelta
from fractions import Fraction

import exact as numbers

NUMBER = re.compile(r"-?\d+(\.\d+)?$")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")

LEVEL_CLAUSES = {"apply", "entitled", "capped at", "round", "spread over", "recover"}


class Error(str):
    """The code of a value that could not be worked out."""


class Fault(Exception):
    pass


def value_of(quantity):
    """Fraction, bool, date, text, None or Error."""
    if quantity is None:
        raise Fault("a value is missing")
    if "error" in quantity:
        return Error(quantity["error"])
    text = quantity["value"]
    if text is None:
        return None
    if text in ("true", "false"):
        return text == "true"
    if NUMBER.match(text):
        return Fraction(text)
    return date.fromisoformat(text) if DATE.match(text) else text


def is_error(*values):
    return any(isinstance(value, Error) for value in values)


def expect(good, what):
    if not good:
        raise Fault(what)


def same(found, expected, what="the value"):
    expect(type(found) is type(expected) and found == expected, f"{what} is {found}, and {expected} follows")


class Tree:
    def __init__(self, trace):
        self.shortened = trace["shortened"]
        self.before = {}  # id -> node, of the nodes that stand earlier
        self.faults = []
        self.nodes = self.checked = 0
        self.kinds = {}
        self.visit(trace["root"], "root", None)

    def visit(self, node, path, clause):
        self.nodes += 1
        kind = node["kind"]
        path = f"{path}/{kind}:{node.get('label') or node.get('code', '')}"
        inner = node.get("code") if kind == "clause" else clause
        for child in node.get("children", []):
            self.visit(child, path, inner)
        # A value can be referred to as soon as it is complete.
        if "id" in node:
            self.before[node["id"]] = node
        try:
            check = getattr(self, "check_" + kind, None)
            expect(check is not None, f"no such kind of node: {kind}")
            if kind == "level":
                expect(clause in LEVEL_CLAUSES, f"a level in a clause `{clause}`")
            if check(node, [value_of(child.get("value")) for child in node.get("children", [])]):
                self.checked += 1
            name = f"{kind} {node.get('code', '')}" if kind in ("operation", "sum", "tiers", "choice", "split") else kind
            self.kinds[name] = self.kinds.get(name, 0) + 1
        except Fault as fault:
            self.faults.append(f"{path}: {fault}")

    # --- the frame ---

    def check_payouts(self, node, values):
        listed = [value_of(row["amount"]) for row in node.get("largest", [])]
        if is_error(*listed):
            expect(is_error(value_of(node["value"])), "a payout is withheld, and the whole is not")
            return True
        expect(len(listed) == min(3, node["count"]), "not all of the largest are there")
        if listed and all(isinstance(amount, bool) for amount in listed):
            same(value_of(node["value"]), any(listed))
            return True
        expect(("rest" in node) == (node["count"] > 3), "what the others add")
        total = sum(listed, Fraction(0)) + (value_of(node["rest"]) if "rest" in node else 0)
        same(value_of(node["value"]), total)
        if len(values) == node["count"]:
            same(sum(values, Fraction(0)), total, "the sum of the payouts")
        return True

    def check_payout(self, node, values):
        own = value_of(node["value"])
        if node["status"] == "withheld":
            expect(is_error(own), "a withheld payout has an amount")
            same(str(own), node["cause"]["code"], "the cause")
            return True
        expect("posting" in node or node["status"] == "held", "it is paid, but nobody knows when")
        same(own, values[-1])
        return True

    def check_clause(self, node, values):
        expect(len(values) == 1, "a clause has one child")
        same(value_of(node["value"]), values[0])
        return True

    def check_definition(self, node, values):
        expect(values, "a definition without a value")
        befores = [value_of(child["before"]) for child in node["children"] if "before" in child]
        clauses = [value_of(child["value"]) for child in node["children"] if child["kind"] == "clause"]
        expect(befores == clauses[:len(befores)], "what stood before a clause is not what the one before it gave")
        own = value_of(node["value"])
        if not is_error(own):
            same(own, values[-1])
        return True

    def check_earlier(self, node, values):
        expect(node["of"] in self.before, "it refers to what does not stand before it")
        same(value_of(node["value"]), value_of(self.before[node["of"]]["value"]))
        return True

    def check_omitted(self, node, values):
        expect(self.shortened, "a value is left out of a tree that is complete")
        return False

    # --- what has no children to follow from ---

    def check_constant(self, node, values):
        expect(not values, "a constant has children")
        return True

    def check_cell(self, node, values):
        expect("row" in node or None in values or is_error(*values), "a cell of no row")
        return False

    def check_parameter(self, node, values):
        if is_error(value_of(node["value"]), *values):
            return False
        expect(date.fromisoformat(node["chosen"]) <= values[0], "the value begins later")
        return True

    def check_line(self, node, values):
        if is_error(value_of(node["value"]), *values) or not values:
            return False
        same(value_of(node["value"]), sum(values))
        return True

    # --- arithmetic ---

    def check_operation(self, node, values):
        own = value_of(node["value"])
        code = node["code"]
        if code in ("and", "or"):
            decides = code == "or"
            if decides in values:
                same(own, decides)
            elif not is_error(*values):
                same(own, not decides)
            return True
        rule = OPERATIONS.get(code)
        expect(rule is not None, f"the operation `{code}` is not documented")
        if rule is LEAF:
            return False
        if is_error(own, *values):
            return False
        may_be_absent = code in ("present", "absent", "shift") or node.get("label") == "days_in"
        if None in values and not may_be_absent:
            same(own, None)
            return True
        same(own, rule(node, *values))
        return True

    def check_level(self, node, values):
        if is_error(*values):
            return False
        after, before = values
        same(value_of(node["before"]), before)
        same(value_of(node["after"]), after)
        same(value_of(node["value"]), after - before)
        return True

    def check_change(self, node, values):
        if is_error(*values) or None in values:
            return False
        same(value_of(node["before"]), values[0])
        same(value_of(node["value"]), numbers.rounded(values[0], Fraction(node["unit"]), node["mode"]))
        return True

    def check_split(self, node, values):
        own = value_of(node["value"])
        parts = [value_of(part["amount"]) for part in node.get("parts", [])]
        if is_error(own, *values, *parts) or own is None:
            return False
        unit = Fraction(node["unit"])
        if node["code"] == "round.row":
            same(parts[node["number"] - 1], values[0], "the own part")
            found = numbers.rounded_together(parts, unit, node["mode"])
        elif node["code"] == "split.group":
            same(parts[node["number"] - 1], values[1], "the own weight")
            found = numbers.divided(values[0], parts, unit)
        else:
            found = numbers.divided(values[0], values[1:], unit)
        same(own, found[node["number"] - 1])
        return True

    # --- many rows ---

    def check_sum(self, node, values):
        own, code = value_of(node["value"]), node["code"]
        rows = node.get("largest", [])
        amounts = [value_of(row["amount"]) if "amount" in row else None for row in rows]
        if is_error(own, *values, *amounts):
            return False
        expect(len(rows) == min(3, node["count"]), "not all of the rows that matter are there")
        children = self.check_rows(node, rows, values)
        if code in TOTALS:
            expect(("rest" in node) == (node["count"] > 3), "what the others add")
            total = sum(amounts, Fraction(0)) + (value_of(node["rest"]) if "rest" in node else 0)
            if code == "row.once":
                same(own, None if own is None else value_of(node["whole"]) * min(1, total))
            else:
                same(own, total)
        elif code in COUNTS:
            same(own, Fraction(node["count"]))
        elif code == "scan.first":
            same(own, node["count"] == 1 and values[-1] is True)
        elif not rows:
            same(own, None)
        else:
            same(own, amounts[0])
            dates = [date.fromisoformat(row["date"]) for row in rows]
            best = {"max": amounts == sorted(amounts, reverse=True), "min": amounts == sorted(amounts),
                    "last": dates == sorted(dates, reverse=True), "latest": dates == sorted(dates, reverse=True),
                    "first": dates == sorted(dates), "earliest": dates == sorted(dates)}
            expect(best[re.sub(r"^(agg\.|scan\.|w)", "", code)], "another row decides")
        if children:
            shown = amounts[:len(children)]
            expect(children == shown, f"the rows are {shown}, and what stands below them {children}")
        return True

    def check_rows(self, node, rows, values):
        """The values of the listed rows that are explained below the node."""
        if node["code"].startswith("w"):
            low, high, *rest = values
            expect(all(low <= date.fromisoformat(row["date"]) <= high for row in rows), "a row outside of the window")
            return rest
        return values if node["code"].startswith("agg.") else []

    # --- tables ---

    def check_tiers(self, node, values):
        own = value_of(node["value"])
        if is_error(own, *values) or None in values:
            return False
        x, *others = values
        bands = [Band(band) for band in node["bands"]]
        known = {edge for band in bands for edge in (band.start, band.below, band.rate)}
        expect(set(others) <= known, "a bound or a value that is in no row")
        {"tier.marginal": marginal, "tier.value": reached, "tier.interp": interpolated,
         "tier.portion": portion}[node["code"]](node, own, x, bands)
        return True

    def check_choice(self, node, values):
        own, code = value_of(node["value"]), node["code"]
        if is_error(own, *values):
            return False
        if code == "select":
            same(values[0], node["chosen"] == "true", "the condition")
            same(own, values[1])
        elif code == "pick":
            same(own, values[-1])
            expect(("chosen" in node) == (len(values) > 1), "which exception it is")
            if len(values) > 1:
                same(values[-2], True, "the condition")
        elif code == "hit":
            same(own, Fraction(node["chosen"]))
            same(values[-1], True, "the row")
        elif code == "choose":
            same(values[0], Fraction(node["chosen"]), "the number")
            same(own, values[1])
        elif code == "coalesce":
            same(values[0], None, "the first")
            same(own, values[1])
        else:
            raise Fault(f"the choice `{code}` is not documented")
        return True


class Band:
    def __init__(self, band):
        self.start = value_of(band["from"]) if "from" in band else None
        self.below = value_of(band["below"]) if "below" in band else None
        self.above, self.up_to = band.get("above", False), band.get("up_to", False)
        self.part = value_of(band["part"]) if "part" in band else None
        self.rate = value_of(band["rate"]) if "rate" in band else None
        self.contribution = value_of(band["contribution"]) if "contribution" in band else None

    def part_of(self, x):
        end = x if self.below is None else min(x, self.below)
        return end if self.start is None else max(Fraction(0), end - self.start)

    def holds(self, x):
        starts = self.start is None or (x > self.start if self.above else x >= self.start)
        ends = self.below is None or (x <= self.below if self.up_to else x < self.below)
        return starts and ends


def marginal(node, own, x, bands):
    same(sum(band.part for band in bands), x, "the sum of the parts")
    for band in bands:
        same(band.part, band.part_of(x), "the part in a row")
        same(band.contribution, numbers.to_digits(band.part * band.rate), "what a row adds")
    same(own, numbers.to_digits(sum(band.part * band.rate for band in bands)))
    if "blended" in node:
        same(value_of(node["blended"]), numbers.to_digits(own / x, 6, "half_up"), "the blended rate")


def reached(node, own, x, bands):
    (band,) = bands
    expect(band.holds(x), "another row holds the value")
    same(own, band.rate)


def interpolated(node, own, x, bands):
    if len(bands) == 1:
        same(own, bands[0].rate)
        return
    low, high = bands
    expect(low.start <= x < high.start, "the value does not lie between the knots")
    step = numbers.truncated(abs(high.rate - low.rate) * (x - low.start) / (high.start - low.start))
    same(own, low.rate + (step if high.rate >= low.rate else -step))


def portion(node, own, x, bands):
    (band,) = bands or (Band({}),)
    same(own, band.part_of(x) if bands else Fraction(0))


# --- operations, by code ---

LEAF = object()
TOTALS = {"agg.sum", "wsum", "scan.sum", "row.once"}
COUNTS = {"agg.count", "wcount", "scan.count"}


def moved(day, months, days):
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, (after - first).days) - 1 + days)


def complete_months(a, b):
    if b < a:
        return -complete_months(b, a)
    months = (b.year - a.year) * 12 + b.month - a.month
    return months if moved(a, months, 0) <= b else months - 1


def days_in(first, last, *ends):
    if ends and ends[0] is not None:
        first = max(first, ends[0])
    if len(ends) > 1 and ends[1] is not None:
        last = min(last, ends[1])
    return Fraction(max((last - first).days + 1, 0))


FUNCTIONS = {
    "days": lambda a, b: Fraction((b - a).days),
    "months": lambda a, b: Fraction(complete_months(a, b)),
    "days_in": days_in,
    "year_of": lambda d: Fraction(d.year),
    "quarter_of": lambda d: Fraction((d.month + 2) // 3),
    "month_of": lambda d: Fraction(d.month),
    "day_of": lambda d: Fraction(d.day),
}


def call(node, *values):
    expect(node["label"] in FUNCTIONS, f"the function `{node['label']}` is not documented")
    return FUNCTIONS[node["label"]](*values)


OPERATIONS = {
    "add": lambda node, a, b: a + b,
    "sub": lambda node, a, b: a - b,
    "mul": lambda node, a, b: numbers.to_digits(a * b),
    "div": lambda node, a, b: numbers.truncated(a / b),
    "div?": lambda node, a, b: None if b == 0 else numbers.truncated(a / b),
    "neg": lambda node, a: -a,
    "abs": lambda node, a: abs(a),
    "min": lambda node, a, b: min(a, b),
    "max": lambda node, a, b: max(a, b),
    "cmp.lt": lambda node, a, b: a < b,
    "cmp.le": lambda node, a, b: a <= b,
    "cmp.eq": lambda node, a, b: a == b,
    "cmp.ne": lambda node, a, b: a != b,
    "cmp.ge": lambda node, a, b: a >= b,
    "cmp.gt": lambda node, a, b: a > b,
    "not": lambda node, a: not a,
    "present": lambda node, a: a is not None,
    "absent": lambda node, a: a is None,
    "date.add": lambda node, day: moved(day, node.get("number", 0), node.get("days", 0)),
    "shift": lambda node, before=None: before,
    "call": call,
    "lookup": LEAF, "self": LEAF, "row": LEAF, "outside": LEAF, "guard": LEAF, "demand": LEAF, "unwrap": LEAF,
    "line.date": LEAF, "line.share": LEAF, "line.whole": LEAF,
    "period.start": LEAF, "period.end": LEAF, "period.own": LEAF, "period.of": LEAF,
}
