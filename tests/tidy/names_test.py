"""Names say what a thing is: no drawers for leftovers, no empty words, one spelling for files."""
import re

import cpp_scanner
import tree

_DRAWER = re.compile(r'^(?:utils?|helpers?|common|misc|shared|stuff)$')
_FILE = re.compile(r'^[a-z][a-z0-9_]*$')
_TYPE = re.compile(r'\b(?:class|struct|enum class|enum|union|using)\s+([A-Z]\w*)')
_EMPTY_WORD = re.compile(r'(?:Manager|Processor|Handler|Info|Data|Object|Impl|Utils?|Helpers?)$|[a-z]\d$')


def main():
    faults, checked = {}, 0
    for path in tree.files():
        if path.parts[0] not in ('compiler', 'runtime', 'grammar', 'stdlib', 'tests') or 'data' in path.parts:
            continue
        checked += 1
        for part in path.parts:
            words = part.split('.')[0].split('_')
            if any(_DRAWER.match(word) for word in words):
                faults[str(path)] = f'`{part}` names a drawer, not a concept'
        if path.suffix in ('.cpp', '.h') and not _FILE.match(path.stem):
            faults[str(path)] = 'a C++ file is named in snake_case'
    for path in tree.cpp_files('compiler', 'runtime'):
        if path.suffix != '.h':
            continue
        for name in _TYPE.findall(cpp_scanner.code_only(tree.read(path))):
            checked += 1
            if _EMPTY_WORD.search(name):
                faults[f'{path}:{name}'] = 'ends in a word that says nothing, or in a number'
    tree.finish('names', faults, checked)


main()
