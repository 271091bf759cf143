"""Locale and time zone show nowhere: equal plans and data give equal bytes."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import program

# A decimal comma and a dotless i; letters of several bytes.
LOCALES = ('tr_TR', 'zh_CN')
ZONES = ('UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati', 'Europe/Istanbul')
DESCRIPTIONS = pathlib.Path('/usr/share/i18n/locales')
_CATEGORIES = ('CTYPE', 'NUMERIC', 'TIME', 'MONETARY', 'MESSAGES', 'PAPER', 'NAME', 'ADDRESS', 'TELEPHONE', 'MEASUREMENT',
               'IDENTIFICATION')


def description(name):
    """All of the locale but its order of letters, which takes long to build and which nobody here asks for."""
    parts = ['comment_char %', 'escape_char /', 'LC_COLLATE', 'codepoint_collation', 'END LC_COLLATE']
    for category in _CATEGORIES:
        parts += [f'LC_{category}', f'copy "{name}"', f'END LC_{category}']
    return '\n'.join(parts) + '\n'


class LocaleTest(program.Case):
    @classmethod
    def setUpClass(cls):
        cls.locales = pathlib.Path(tempfile.mkdtemp(prefix='incent_locales_'))
        cls.addClassCleanup(shutil.rmtree, cls.locales)

    def environment(self, name):
        """With the locale `name`, which is built here: its description must be installed, it need not be."""
        if not shutil.which('localedef'):
            self.skipTest('localedef is not there to build locales')
        if not (DESCRIPTIONS / name).exists():
            self.skipTest(f'the locale {name} is not described; the package `locales` does it')
        env = {'LOCPATH': str(self.locales), 'LC_ALL': f'{name}.UTF-8', 'LANG': f'{name}.UTF-8', 'LANGUAGE': name}
        if not (self.locales / f'{name}.UTF-8').exists():
            self.build(name, env)
        return env

    def build(self, name, env):
        source = self.locales / name
        source.write_text(description(name))
        subprocess.run(['localedef', '-c', '-i', source, '-f', 'UTF-8', self.locales / f'{name}.UTF-8'], capture_output=True,
                       check=False)
        # A locale that cannot be loaded would prove nothing. Of the caller's environment only the path counts.
        said = subprocess.run(['locale', '-k', 'decimal_point', 'charmap'],
                              env={'PATH': os.environ.get('PATH', ''), **env}, capture_output=True, text=True, check=True)
        self.assertEqual('', said.stderr)
        self.assertIn('charmap="UTF-8"', said.stdout)
        self.assertEqual(name == 'tr_TR', 'decimal_point=","' in said.stdout)

    def bytes_of_a_run(self, env=None):
        table = self.run_incent('run', 'sales.incent', '--lang', 'en', env=env)
        self.run_incent('run', 'sales.incent', '--out', 'out.csv', env=env)
        files = {name: (self.folder / name).read_bytes() for name in ('out.csv', 'out.rejects.csv', 'out.manifest.json')}
        return table, files

    def assert_same_everywhere(self, name):
        expected = self.bytes_of_a_run()
        env = self.environment(name)
        for zone in ZONES:
            self.assertEqual(expected, self.bytes_of_a_run({**env, 'TZ': zone}), f'{name}, {zone}')

    def test_turkish(self):
        self.assert_same_everywhere('tr_TR')

    def test_chinese(self):
        self.assert_same_everywhere('zh_CN')

    def test_an_unknown_locale_and_zone(self):
        expected = self.bytes_of_a_run()
        env = {'LC_ALL': 'xx_YY.KOI8-R', 'TZ': ':/nowhere'}
        self.assertEqual(expected, self.bytes_of_a_run(env))

    def test_messages_and_json_too(self):
        """Dates, numbers and cases of letters in messages are ours, not the system's."""
        self.write('Deal.csv', self.read('Deal.csv') + 'd9,r1,2026-02-30,"1,5",core,\n')
        expected = self.run_incent('run', 'sales.incent', '--lang', 'en', expect=1)
        for name in LOCALES:
            self.assertEqual(expected, self.run_incent('run', 'sales.incent', '--lang', 'en', expect=1,
                                                       env=self.environment(name)))


if __name__ == '__main__':
    program.main()
