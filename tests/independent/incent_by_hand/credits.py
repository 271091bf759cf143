"""The lines of credits, made from rows."""

from . import numbers
from .outside import Outside
from .values import Error, first_error
from .world import Line, Row


class Lost:
    """Where a line may be that is not there: of anybody, or only before the others of the day of one person."""

    def __init__(self, date, error, owner):
        self.date = date
        self.error = first_error(date, error)
        self.owner = owner


class Maker:
    """Lines of a credit, from rows."""

    def __init__(self, evaluator):
        self.e = evaluator

    def lines(self, credit):
        found, unplaced = [], []
        for record in self.e.world.tables[credit.source].records:
            self.row(credit, record, found, unplaced)
        return found, unplaced

    def row(self, credit, record, found, unplaced):
        place = Row(record)
        when = True if credit.when is None else self.e.at(credit.when, place)
        if not when:
            return
        date = self.e.at(credit.on, place)
        amount = self.e.at(credit.amount, place)
        # Nobody knows whether one of the rows with one key should be there.
        repeated = Error("duplicate_key") if record.repeated else None
        doubt = first_error(when, repeated)
        parts, unknown = [], None
        for to in credit.to:
            who = self.e.at(to.who, Row(record))
            holds = True if to.condition is None else self.e.at(to.condition, Row(record, who))
            if holds is False:
                continue
            if isinstance(who, Error):
                # It might be anybody, the others of this row too.
                lost = first_error(who, doubt, holds)
                unplaced.append(Lost(date, lost, None))
                unknown = first_error(unknown, lost)
                who = None
            elif who is None:
                raise Outside("a recipient that is absent")
            part = self.e.at(to.share or to.weight, Row(record)) if to.share or to.weight else numbers.ONE
            parts.append((who, part, first_error(doubt, holds)))
        for who, share, x, uncertain in self.shares(credit, record, parts, amount):
            line = Line(credit, record, self.e.world.owner[id(who)], date, share, first_error(date, x) or x)
            line.doubt = uncertain
            if unknown:
                line.share = first_error(line.share, unknown)
                line.amount = first_error(line.amount, unknown)
            if repeated:
                # Its key may be another, and lines of a day stand in the order of their keys.
                unplaced.append(Lost(date, line.doubt, line.owner.index))
            found.append(line)

    def shares(self, credit, record, parts, amount):
        """(recipient, share, amount, the error if it may not be there): one for each person."""
        error = first_error(*[e for _, share, uncertain in parts for e in (share, uncertain)])
        if credit.total is not None and not error:
            total = sum(share for _, share, _ in parts)
            if total != self.e.at(credit.total, Row(record)):
                error = Error("shares_total")
        weights = any(to.weight for to in credit.to)
        if weights or credit.total is not None:
            # One part that is not known leaves none of them known.
            amount = first_error(error, amount) or amount
        amounts = self.weighted(credit, amount, [s for _, s, _ in parts]) if weights else [None] * len(parts)
        merged = {}
        for (who, share, uncertain), x in zip(parts, amounts):
            if who is None:
                continue
            if id(who) in merged:
                # How much it is depends on which of the parts there are.
                _, before, sum_before, doubtful = merged[id(who)]
                uncertain = first_error(doubtful, uncertain)
                share = first_error(before, share, uncertain) or before + share
                x = x if x is None else first_error(sum_before, x, uncertain) or sum_before + x
            merged[id(who)] = (who, share, x, uncertain)
        for who, share, x, uncertain in merged.values():
            if not weights:
                x = first_error(amount, share) or numbers.multiply(amount, share)
            yield who, 0 if weights or isinstance(share, Error) else share, x, uncertain

    def weighted(self, credit, amount, weights):
        units = self.e.pays.units
        if isinstance(amount, Error):
            return [amount] * len(weights)
        if units.of_definition(credit) is None:
            raise Outside("a weight for what is not in cents")
        unit = 10**(18 - max(units.decimals(units.of_definition(credit)), units.digits(credit.amount)))
        if any(w < 0 for w in weights):
            raise Outside("a negative weight in a credit")
        return [part * unit for part in numbers.largest_remainder(amount // unit, weights)]
