"""Links inside the documentation lead to files and headings that exist; every page is linked.

    links_test.py ROOT
"""
import pathlib
import sys

import markdown


def pages(root):
    found = [root / 'README.md', root / 'CONTRIBUTING.md', root / 'CHANGELOG.md']
    return [p for p in found if p.is_file()] + sorted((root / 'docs').rglob('*.md'))


def fault_of(page, target):
    path, _, anchor = target.partition('#')
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return f'{target} leads nowhere'
    if anchor and anchor not in markdown.anchors(file.read_text(encoding='utf-8')):
        return f'{target}: there is no such heading'
    return None


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    faults, linked, checked = [], set(), 0
    for page in pages(root):
        for target in markdown.links(page.read_text(encoding='utf-8')):
            if target.startswith(('http://', 'https://', 'mailto:')):
                continue
            checked += 1
            fault = fault_of(page, target)
            if fault:
                faults.append(f'{page.relative_to(root)}: {fault}')
            path = target.partition('#')[0]
            if path:
                file = (page.parent / path).resolve()
                linked.add(file / 'README.md' if file.is_dir() else file)
    for page in pages(root):
        if page.is_relative_to(root / 'docs') and page not in linked:
            faults.append(f'{page.relative_to(root)}: no other page links to it')
    print('\n'.join(faults))
    print(f'{checked} links checked, {len(faults)} faults')
    sys.exit(1 if faults or not checked else 0)


main()
