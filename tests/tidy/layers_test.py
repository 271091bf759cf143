"""Includes stay inside the DEPENDS of each library, and third-party code has one door each."""
import re

import cpp_scanner
import tree

_LIBRARY = re.compile(r'incent_library\((\w+)([^)]*)\)')
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
_GENERATED = re.compile(r'grammar/Incent(Lexer|Parser)\w*\.h')

# Third-party headers by prefix, and the only places that may include them.
_DOORS = {
    'antlr4': ('compiler/syntax/',),
    'llvm/': ('compiler/codegen/llvm/',),
    'nlohmann/': ('compiler/diag/render_json', 'runtime/trace/', 'compiler/cli/'),
    'openssl/': ('runtime/io/sha256',),
    'CLI/': ('compiler/cli/',),
    'utf8proc': ('compiler/source/', 'runtime/value/escape', 'compiler/syntax/', 'runtime/io/'),
}


def declared_libraries():
    """{library folder: set of folders that its DEPENDS names}."""
    libraries = {}
    for side in ('compiler', 'runtime'):
        text = re.sub(r'#[^\n]*', '', tree.read(f'{side}/CMakeLists.txt'))
        for name, rest in _LIBRARY.findall(text):
            depends = re.search(r'DEPENDS([^A-Z]*)', rest)
            libraries[name] = (side, set(depends.group(1).split()) if depends else set())
    return libraries


def closure(libraries, name):
    reached, todo = set(), [name]
    while todo:
        for depend in libraries[todo.pop()][1]:
            if depend not in reached:
                reached.add(depend)
                todo.append(depend)
    return reached


def fault_of_own_include(libraries, path, target):
    side, library = path.parts[0], path.parts[1]
    target_parts = target.split('/')
    if len(target_parts) < 3 or target_parts[0] not in ('compiler', 'runtime'):
        return f'includes "{target}", which is not written from the root of the repository'
    target_library = target_parts[1]
    if side == 'runtime' and target_parts[0] == 'compiler':
        return f'runtime includes "{target}" of the compiler'
    if target_library != library and target_library not in closure(libraries, library):
        return f'includes "{target}", but {target_library} is not among the DEPENDS of {library}'
    return None


def main():
    libraries = declared_libraries()
    faults, checked = {}, 0
    for name, (side, depends) in libraries.items():
        for depend in sorted(depends):
            if depend not in libraries:
                faults[f'{side}/CMakeLists.txt:{name}'] = f'depends on {depend}, which is not a library'
            elif side == 'runtime' and libraries[depend][0] == 'compiler':
                faults[f'{side}/CMakeLists.txt:{name}'] = f'a runtime library depends on {depend}'
    for path in tree.cpp_files('compiler', 'runtime'):
        if path.parts[1] not in libraries:
            faults[str(path)] = f'is in {path.parts[1]}/, which no incent_library() declares'
            continue
        for kind, target in _INCLUDE.findall(cpp_scanner.without_comments(tree.read(path))):
            checked += 1
            subject = f'{path}:{target}'
            for prefix, allowed in _DOORS.items():
                if target.startswith(prefix) and not str(path).startswith(allowed):
                    faults[subject] = f'includes <{target}>; only {" ".join(allowed)} may'
            if kind == '"' and _GENERATED.fullmatch(target):
                if path.parts[1] != 'syntax':
                    faults[subject] = f'includes the generated "{target}"; only compiler/syntax may'
            elif kind == '"':
                fault = fault_of_own_include(libraries, path, target)
                if fault:
                    faults[subject] = fault
    tree.finish('layers', faults, checked)


main()
