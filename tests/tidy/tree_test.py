"""The tree stands alone: no paths of somebody's machine, no package hosts, no unfinished marks."""
import re

import tree

_TEXT = {'.cpp', '.h', '.py', '.md', '.txt', '.cmake', '.json', '.incent', '.g4', '.def', '.yml', ''}
_RULES = {
    r'(?<![\w.~])/(?:work|root|home|Users)/\w': 'a path of one machine',
    r'\.\./shared\b': 'a path outside the repository',
    r'\b(?:registry|proxy|mirrors?|index|deb|snapshot|pypi|files|repo\d?)\.[\w-]+\.(?:org|com|io|net)\b':
        'a package host',
    r'\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b(?!\(#\d+\))': 'an unfinished mark without an issue number',
    r'[ \t]+$': 'blanks at the end of a line',
    r'\t': 'a tab',
    r'\r': 'a carriage return',
    r'^(?:<{7}|>{7})': 'a merge conflict',
}
_COMPILED = [(re.compile(pattern, re.MULTILINE), reason) for pattern, reason in _RULES.items()]


def is_fixture(path):
    """Fixtures are bytes under test: a tab or a carriage return there may be the point."""
    return 'data' in path.parts or 'seeds' in path.parts or path.suffix == '.csv'


def main():
    faults, checked = {}, 0
    for path in tree.files():
        if path.suffix not in _TEXT or is_fixture(path):
            continue
        checked += 1
        text = tree.read(path)
        for pattern, reason in _COMPILED:
            found = pattern.search(text)
            if found:
                number = text.count('\n', 0, found.start()) + 1
                faults[f'{path}:{number}'] = f'{reason}: {found.group(0)!r}'
        if text and not text.endswith('\n'):
            faults[str(path)] = 'does not end with a line feed'
    tree.finish('tree', faults, checked)


main()
