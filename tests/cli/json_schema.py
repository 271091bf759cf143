"""A small JSON Schema checker: the keywords that docs/schemas uses, and an error for any other."""
import re

_TYPES = {
    'object': dict, 'array': list, 'string': str, 'null': type(None), 'boolean': bool, 'integer': int,
}
_IGNORED = {'$schema', 'title', 'description', '$defs'}


def faults(value, schema, root=None, path='$'):
    """What is wrong with `value`, as a list of sentences; empty if it obeys the schema."""
    root = root if root is not None else schema
    if '$ref' in schema:
        target = root
        for part in schema['$ref'].removeprefix('#/').split('/'):
            target = target[part]
        return faults(value, target, root, path)
    found = []
    for keyword, argument in schema.items():
        if keyword in _IGNORED:
            continue
        check = _CHECKS.get(keyword)
        if check is None:
            raise ValueError(f'{path}: the checker does not know the keyword {keyword}')
        found += check(value, argument, schema, root, path)
    return found


def _is(value, name):
    if isinstance(value, bool):
        return name == 'boolean'
    return isinstance(value, _TYPES[name])


def _type(value, names, schema, root, path):
    names = [names] if isinstance(names, str) else names
    return [] if any(_is(value, n) for n in names) else [f'{path}: {value!r} is not {" or ".join(names)}']


def _const(value, constant, schema, root, path):
    return [] if value == constant else [f'{path}: {value!r} is not {constant!r}']


def _enum(value, choices, schema, root, path):
    return [] if value in choices else [f'{path}: {value!r} is none of {choices}']


def _required(value, names, schema, root, path):
    return [f'{path}: {n} is missing' for n in names if isinstance(value, dict) and n not in value]


def _properties(value, properties, schema, root, path):
    if not isinstance(value, dict):
        return []
    return [f for n, s in properties.items() if n in value for f in faults(value[n], s, root, f'{path}.{n}')]


def _additional(value, allowed, schema, root, path):
    extra = [n for n in value if n not in schema.get('properties', {})] if isinstance(value, dict) else []
    if allowed is False:
        return [f'{path}: {n} is not allowed' for n in extra]
    return [f for n in extra for f in faults(value[n], allowed, root, f'{path}.{n}')]


def _items(value, item_schema, schema, root, path):
    if not isinstance(value, list):
        return []
    return [f for i, item in enumerate(value) for f in faults(item, item_schema, root, f'{path}[{i}]')]


def _pattern(value, pattern, schema, root, path):
    fits = not isinstance(value, str) or re.search(pattern, value)
    return [] if fits else [f'{path}: {value!r} does not match {pattern}']


def _minimum(value, least, schema, root, path):
    return [f'{path}: {value} is below {least}'] if isinstance(value, int) and value < least else []


def _min_length(value, least, schema, root, path):
    return [f'{path}: is too short'] if isinstance(value, str) and len(value) < least else []


def _min_items(value, least, schema, root, path):
    return [f'{path}: has too few items'] if isinstance(value, list) and len(value) < least else []


def _max_items(value, most, schema, root, path):
    return [f'{path}: has too many items'] if isinstance(value, list) and len(value) > most else []


def _one_of(value, alternatives, schema, root, path):
    fitting = [alternative for alternative in alternatives if not faults(value, alternative, root, path)]
    return [] if len(fitting) == 1 else [f'{path}: obeys {len(fitting)} of the alternatives']


_CHECKS = {
    'type': _type, 'const': _const, 'enum': _enum, 'required': _required, 'properties': _properties,
    'additionalProperties': _additional, 'items': _items, 'pattern': _pattern, 'minimum': _minimum,
    'minLength': _min_length, 'minItems': _min_items, 'maxItems': _max_items, 'oneOf': _one_of,
}
