"""Tiers and decision tables."""

from . import numbers
from .outside import Outside
from .values import Error, first_error

ONE = numbers.ONE


class Rates:
    # ---- tiers

    def rows(self, tiers, place):
        """(word, bound or None, value) from below; the first row has no lower end."""
        base = None if tiers.base is None else self.at(tiers.base, place)
        values = [self.at(row.value, place) for row in tiers.rows]
        bounds = [self.at(row.bound, place) for row in tiers.rows]
        error = first_error(base, *values, *bounds)
        if error:
            return error
        if any(v is None for v in (*values, *bounds)) or (tiers.base is not None and base is None):
            raise Outside("an absent value in a tier table")
        for number in (*values, *bounds):
            numbers.checked(number)  # the rows share their decimals
        if base is not None and base <= 0:
            return Error("tier_base")
        if base is not None:
            bounds = [numbers.multiply(b, base) for b in bounds]
        if any(bound < before for before, bound in zip(bounds, bounds[1:])):
            return Error("tier_order")
        found = []
        for i, row in enumerate(tiers.rows):
            open_below = i == 0
            found.append((row.word, None if open_below else bounds[i], values[i], bounds[i]))
        return found

    def tier_value(self, tiers, x, place):
        """T(x) in an expression."""
        rows = self.rows(tiers, place)
        error = first_error(rows, x)
        if error:
            return error
        if x is None:
            return None
        if tiers.mode == "marginal":
            return self.marginal(rows, x)
        if tiers.mode == "retroactive":
            return self.reached(rows, x)
        return self.adding_up(tiers, rows, x) if tiers.adding else self.between(tiers, rows, x)

    def tier_amount(self, tiers, x, place):
        """What `apply T(x)` pays."""
        value = self.tier_value(tiers, x, place)
        if tiers.mode == "marginal" or value is None or isinstance(value, Error):
            return value
        return numbers.multiply(x, value)

    def marginal(self, rows, x):
        total = 0
        for i in range(len(rows)):
            total += self.part(rows, x, i) * rows[i][2]
        return numbers.checked(numbers.nearest_even(total, ONE))

    def part(self, rows, x, i):
        """The part of x that lies in row i."""
        low = rows[i][1]
        high = rows[i + 1][1] if i + 1 < len(rows) else None
        if low is None:
            return x if high is None else min(x, high)
        upper = x if high is None else min(x, high)
        return max(upper - low, 0)

    def portion(self, tiers, x, n, place):
        rows = self.rows(tiers, place)
        error = first_error(rows, x)
        return error or (None if x is None else self.part(rows, x, n - 1))

    def reached(self, rows, x):
        value = rows[0][2]
        for word, bound, row_value, _ in rows[1:]:
            if x > bound or (x == bound and word == "from"):
                value = row_value
        return value

    def between(self, tiers, rows, x):
        # A first row that says from where it holds is a point of the line, too.
        points = [(start, value) for _, _, value, start in rows]
        if tiers.rows[0].word == "below":
            if x < rows[1][1]:
                return rows[0][2]
            points = points[1:]
        if x < points[0][0]:
            return points[0][1]
        for (x0, v0), (x1, v1) in zip(points, points[1:]):
            if x < x1:
                return self.on_line(x, x0, v0, x1, v1)
        return points[-1][1]

    def on_line(self, x, x0, v0, x1, v1):
        step = (v1 - v0) * (x - x0)
        part = abs(step) // (x1 - x0)
        return numbers.checked(v0 + (part if step >= 0 else -part))

    def adding_up(self, tiers, rows, x):
        total = 0
        for i in range(len(rows) - 1):
            low, high = rows[i][3], rows[i + 1][3]
            if tiers.rows[i].word == "below":
                raise Outside("`below` and `adding up`")
            if x >= high:
                total += rows[i][2]
            elif x > low:
                total += rows[i][2] * (x - low) // (high - low) if rows[i][2] >= 0 else \
                    -(-rows[i][2] * (x - low) // (high - low))
        return numbers.checked(total)

    # ---- tables

    def table_row(self, table, place):
        inputs = [self.at(x, place) for x in table.inputs]
        hits = []
        for tests, values in table.rows:
            holds = [self.cell_holds(test, x, place) for test, x in zip(tests, inputs)]
            error = first_error(*holds)
            if error and False not in holds:
                return error
            if all(h is True for h in holds):
                hits.append([self.at(v, place) for v in values])
                if table.policy == "first":
                    break
        return self.choose(table, hits)

    def choose(self, table, hits):
        if table.policy == "collect sum":
            return [self.strict(lambda *all_: sum(all_), *(hit[i] for hit in hits)) for i in range(len(table.results))]
        if not hits:
            return Error("table_no_row")
        if table.policy == "unique" and len(hits) > 1:
            return Error("table_conflict")
        if table.policy == "any":
            return [self.agreed(column) for column in zip(*hits)]
        return hits[0]

    def agreed(self, values):
        error = first_error(*values)
        return error or (values[0] if all(v == values[0] for v in values) else Error("table_conflict"))

    def cell_holds(self, test, x, place):
        if test.kind == "any":
            return True
        if isinstance(x, Error):
            return x
        if test.kind == "none":
            return x is None
        if x is None:
            return False
        if test.kind == "sign":
            return self.strict(lambda bound: self.compare(test.sign, x, bound), self.at(test.x, place))
        found = False
        for low, high in test.items:
            low_value = self.at(low, place)
            high_value = low_value if high is None else self.at(high, place)
            error = first_error(low_value, high_value)
            if error:
                return error
            found = found or (x == low_value if high is None else low_value <= x <= high_value)
        return found != test.negated
