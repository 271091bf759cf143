"""What this evaluator does not know, it refuses."""


class Outside(Exception):
    """The plan or its data is outside the subset."""
