"""Files stay below 800 lines and functions within 60, so that both can be read in one go."""
import cpp_scanner
import tree

_MAX_FILE_LINES = 800
_MAX_FUNCTION_LINES = 60


def main():
    faults, checked = {}, 0
    for path in tree.files():
        if path.suffix not in ('.cpp', '.h', '.py', '.g4', '.def', '.md') or path.parts[0] == 'build':
            continue
        text = tree.read(path)
        num_lines = text.count('\n')
        checked += 1
        if num_lines >= _MAX_FILE_LINES:
            faults[str(path)] = f'has {num_lines} lines; the cap is {_MAX_FILE_LINES}'
        if path.suffix not in ('.cpp', '.h'):
            continue
        for function in cpp_scanner.functions(text):
            checked += 1
            if function.num_lines > _MAX_FUNCTION_LINES:
                faults[f'{path}:{function.name}'] = (
                    f'line {function.first_line}: has {function.num_lines} lines; '
                    f'the cap is {_MAX_FUNCTION_LINES}')
    tree.finish('sizes', faults, checked)


main()
