"""Values: ints (numbers), bools, texts, days (Day), records, None for absent, Error."""


class Error:
    """Why a value could not be computed: codes, any of which may be named."""

    def __init__(self, *codes):
        self.codes = frozenset(codes)

    def __repr__(self):
        return f"Error({'|'.join(sorted(self.codes))})"


def first_error(*values):
    """All errors among the values as one, or None."""
    codes = [v.codes for v in values if isinstance(v, Error)]
    return Error(*frozenset().union(*codes)) if codes else None
