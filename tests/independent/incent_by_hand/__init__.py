"""A second reading of the documentation: pays plans of a part of the language.

Written from docs/ and not from the engine's sources, so that the two can be compared.
Exact throughout: a number is an int, counted in units of 10 to the minus 18.
"""
