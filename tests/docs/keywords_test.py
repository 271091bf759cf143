"""The keyword table of docs/language/chinese.md has every phrase of the lexer, and no other; so has its table
of types every type of the library.

    keywords_test.py ROOT
"""
import pathlib
import re
import sys

_TOKEN = re.compile(r"^[ \t]*([A-Z_]+): ((?:[^';]|'[^']*')+) ;|(?<=;)[ \t]+([A-Z_]+): ((?:[^';]|'[^']*')+) ;", re.MULTILINE)
_SECTION = re.compile(r'// ---- (.*) ----')
_WITHOUT_WORDS = {'literals and names', 'punctuation, half and full width', 'hidden'}


def spelling(alternative):
    """One alternative of a token, "'half' S 'up'", as people write it: "half up"."""
    out = ''
    for word, blank, optional in re.findall(r"'([^']*)'|\b(S)\b|(\?)", alternative):
        if optional:
            out = out[:-1] + f'({out[-1]})'
        else:
            out += ' ' if blank else word
    return out


def phrases_of_lexer(text):
    """{English phrase: Chinese spellings} of the sections that hold words."""
    found = {}
    parts = _SECTION.split(text)
    for title, body in zip(parts[1::2], parts[2::2]):
        if title in _WITHOUT_WORDS:
            continue
        for a, b, c, d in _TOKEN.findall(body):
            words = [spelling(alternative) for alternative in re.split(r'\s\|\s', b or d)]
            english = [w for w in words if w.isascii()]
            found[', '.join(english)] = sorted(w for w in words if not w.isascii())
    return found


def phrases_of_page(text):
    text = text.partition('\n## Names of types')[0]
    rows = re.findall(r'^\| (`[^|]+`) \| (`[^|]+`) \|$', text, re.MULTILINE)
    return {', '.join(re.findall(r'`([^`]+)`', left)): sorted(re.findall(r'`([^`]+)`', right)) for left, right in rows}


def types_of_library(text):
    return set(re.findall(r'^extern type (\w+) alias (\S+)$', text, re.MULTILINE))


def types_of_page(text):
    rows = re.findall(r'^\| `([^|`]+)` \| `([^|`]+)` \|$', text.partition('\n## Names of types')[2], re.MULTILINE)
    return {(english, chinese) for english, chinese in rows if english.islower()}


def main():
    root = pathlib.Path(sys.argv[1])
    lexer = phrases_of_lexer((root / 'grammar/IncentLexer.g4').read_text(encoding='utf-8'))
    text = (root / 'docs/language/chinese.md').read_text(encoding='utf-8')
    page = phrases_of_page(text)
    faults = 0
    for phrase in sorted(lexer.keys() | page.keys()):
        if lexer.get(phrase) != page.get(phrase):
            faults += 1
            print(f'{phrase}: the grammar has {lexer.get(phrase)}, the page {page.get(phrase)}')
    # `currency` is a keyword as well, and stands there.
    library = types_of_library((root / 'stdlib/prelude.incent').read_text(encoding='utf-8'))
    for name in sorted((library - {('currency', '币种')}) ^ types_of_page(text)):
        faults += 1
        print(f'{name} is not both in the library and on the page')
    print(f'{len(lexer)} phrases compared, {faults} differ')
    sys.exit(1 if faults or len(lexer) < 100 else 0)


main()
