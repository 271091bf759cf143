"""Values over windows and over people."""

from . import days, numbers
from .credits import Maker
from .expressions import Node
from .outside import Outside
from .values import Error, first_error

ORDERED = ("latest of", "earliest of")


class Folds:
    def lines(self, name):
        if name not in self.lines_of:
            self.lines_of[name], self.unplaced[name] = Maker(self).lines(self.definitions[name])
        return self.lines_of[name]

    def do_fold(self, node, place):
        if node.window is None and node.group is None:
            raise Outside("a filter without a window")
        if node.base.kind in ("+", "-") and self.credits_in(node.base) > 1:
            return self.split_sum(node, place)
        group = self.group(node, place)
        if isinstance(group, Error):
            return group
        owners, perhaps = group
        grain = self.grains.natural(node.base)
        if grain[0] == "line":
            found = self.over_lines(node, place, owners, perhaps, grain[1])
        elif grain[0] == "cell":
            found = first_error(*perhaps.values()) or self.over_cells(node, place, owners, grain[1])
        else:
            if node.window is not None or node.filters:
                raise Outside("a window over what has no time")
            found = first_error(*perhaps.values()) or [(None, self.at(node.base, owner)) for owner in owners]
        if isinstance(found, Error):
            return found
        errors = first_error(*[v for _, v in found])
        if node.aggregate == "count of" and errors and not self.counts_rows(node) and not self.may_be_absent(node.base):
            # What each is, is not known; that it is there, is.
            return len(found) * numbers.ONE
        return self.aggregate(node.aggregate, found)

    def lost_before(self, line, same_window):
        """The error of lines that may stand before this one of its participant, or be it, in the same window."""
        return first_error(*(row.error for row in self.unplaced[line.credit.name]
                             if row.owner in (None, line.owner.index)
                             and (isinstance(row.date, Error) or row.date <= line.date and same_window(row.date))))

    def credits_in(self, base):
        found = set()
        for side in (base.left, base.right):
            grain = self.grains.natural(side)
            if grain[0] == "line":
                found.add(grain[1])
        return len(found)

    def split_sum(self, node, place):
        if node.aggregate != "sum of":
            raise Outside("an aggregate of two credits")
        sides = [self.at(Node("fold", base=side, filters=node.filters, group=node.group, window=node.window,
                              aggregate="sum of"), place) for side in (node.base.left, node.base.right)]
        return self.strict(self.add if node.base.kind == "+" else self.subtract, *sides)

    # ---- people

    def group(self, node, place):
        """The people, and by index an error for each of whom it is not known whether he is one of them."""
        me = place.owner if place.kind in ("line", "cell") else place
        return ([me], {}) if node.group is None else self.members(node.group, me)

    def members(self, group, me):
        if group.kind != "call" or group.name not in ("everyone", "members"):
            raise Outside("an unknown group")
        if group.name == "everyone":
            belongs = {o.index: self.eligible(o) for o in self.world.people}
        else:
            keys = {o.index: self.at(group.args[0], o) for o in self.world.people}
            mine = keys[me.index]
            if mine is None or isinstance(mine, Error):
                return mine or ([], {})
            belongs = {i: key if isinstance(key, Error) else key == mine for i, key in keys.items()}
        return ([o for o in self.world.people if belongs[o.index] is True],
                {i: b for i, b in belongs.items() if isinstance(b, Error)})

    # ---- time

    def window(self, window, place):
        """First and last day; None: open."""
        how = window.how
        if how == "all time":
            return None, None
        if how == "plan":
            return self.world.start, self.world.until
        if how == "period":
            return days.named(window.period)[1:]
        period = self.world.period_at(place, window.unit)
        if isinstance(period, Error):
            return period
        now = place.period[2] if place.kind == "cell" else place.date
        if how == "unit":
            return period[1:]
        if how == "to date":
            return period[1], now
        if how == "previous":
            return days.previous(period)[1:]
        if place.kind == "line":
            return days.add(now, -window.count, window.unit) + 1, now
        first = period
        for _ in range(window.count - 1):
            first = days.previous(first)
        return first[1], now

    def over_lines(self, node, place, owners, perhaps, credit):
        if node.window is None:
            raise Outside("lines without a window")
        span = self.window(node.window, place)
        if isinstance(span, Error):
            return span
        owned = {o.index for o in owners}
        lines = self.lines(credit)
        inside = lambda day: (span[0] is None or day >= span[0]) and (span[1] is None or day <= span[1])
        if owners:
            lost = [(row.date, row.error) for row in self.unplaced[credit] if row.owner is None]
            lost += [(li.date, perhaps[li.owner.index]) for li in lines if li.owner.index in perhaps]
            lost = [e for day, e in lost if isinstance(day, Error) or inside(day)]
            if lost:
                return first_error(*lost)
        own = place.kind == "line" and node.window.how == "to date" and place.credit.name == credit
        kept = []
        for line in lines:
            if line.owner.index not in owned:
                continue
            if isinstance(line.date, Error):
                return line.date
            if not inside(line.date):
                continue
            if own and node.group is None and line.order > place.order:
                continue
            kept.append(line)
        return self.kept_values(node, kept, credit)

    def counts_rows(self, node):
        """A credit across a group: each source row once."""
        base = self.definitions.get(node.base.name) if node.base.kind == "name" else None
        return node.group is not None and base is not None and base.kind == "credit"

    def kept_values(self, node, lines, credit):
        once = self.counts_rows(node)
        found, doubts, rows = [], [], {}
        for line in sorted(lines, key=lambda li: li.order):
            keeps = [self.at(f, line) for f in node.filters]
            if line.doubt is None and any(k is False or k is None for k in keeps):
                continue
            error = first_error(line.doubt, *keeps)
            if error:
                doubts.append(error)
            elif once:
                rows.setdefault(id(line.row), []).append(line)
            else:
                found.append((line.order, self.at(node.base, line)))
        for same in rows.values():
            found.append((same[0].order, self.row_once(same)))
        return first_error(*doubts) or found

    def row_once(self, lines):
        """The row's amount times the sum of the shares here, at most 100 %."""
        error = first_error(*[line.amount for line in lines])
        if error:
            return error
        shares = sum(line.share for line in lines)
        if shares <= numbers.ONE:
            return sum(line.amount for line in lines)
        raise Outside("shares of one row above 100 % in a group")

    def over_cells(self, node, place, owners, unit):
        if node.window is None:
            period = self.world.period_at(place, unit)
            if isinstance(period, Error):
                return period
            return [(period[1], self.at(node.base, self.world.cell(o, period))) for o in owners]
        span = self.window(node.window, place)
        if isinstance(span, Error):
            return span
        if span[0] is None or span[1] is None:
            raise Outside("periods without an end")
        found, doubts = [], []
        for owner in owners:
            period = days.period(unit, span[0])
            # Where the plan has no end, there are no periods behind its last day.
            last = span[1] if self.world.until is not None else min(span[1], self.world.last_day())
            while period[1] <= last:
                cell = self.world.cell(owner, period)
                keeps = [self.at(f, cell) for f in node.filters]
                error = first_error(*keeps)
                if error and not any(k is False or k is None for k in keeps):
                    doubts.append(error)
                elif all(k is True for k in keeps):
                    found.append((period[1], self.at(node.base, cell)))
                period = days.period(unit, period[2] + 1)
        return first_error(*doubts) or found

    # ---- aggregates

    def aggregate(self, how, found):
        values = [v for _, v in found]
        error = first_error(*values)
        if error:
            return error
        present = [(at, v) for at, v in found if v is not None]
        values = [v for _, v in present]
        if how == "count of":
            return len(values) * numbers.ONE
        if how == "sum of":
            # The sum of a flag is how often it holds.
            return numbers.checked(sum(v * numbers.ONE if isinstance(v, bool) else v for v in values))
        if not values:
            return None
        if how == "average of":
            return numbers.divide(sum(values), len(values) * numbers.ONE)
        if how in ORDERED:
            ends = [at for at, _ in present]
            best = max(ends) if how == "latest of" else min(ends)
            ties = {v for at, v in present if at == best}
            if len(ties) > 1:
                raise Outside("several latest or earliest values")
            return ties.pop()
        return max(values) if how == "highest of" else min(values)
