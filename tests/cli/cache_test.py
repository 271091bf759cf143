"""incent run: where machine code is kept between runs, and that it changes nothing."""
import unittest

import program

# More rows than the engine leaves to the interpreter.
DEALS = 'id,rep,won,amount,product,helper\n' + ''.join(
    f'd{i:05},r{1 + i % 2},2026-{1 + i % 12:02}-15,{100 + i % 7}.50,core,\n' for i in range(6000))


class CacheTest(program.Case):
    def setUp(self):
        super().setUp()
        self.write('Deal.csv', DEALS)
        self.require_machine_code()

    def ledger(self, engine='jit', **env):
        out, _ = self.run_incent('run', 'sales.incent', '--engine', engine, '--threads', 1, '--out', '-', env=env)
        return out

    def kept(self, folder):
        return sorted((path.name, path.read_bytes()) for path in (self.folder / folder).iterdir())

    def test_the_second_run_finds_what_the_first_has_kept(self):
        expected = self.ledger('interp')
        self.assertEqual(expected, self.ledger(INCENT_CACHE='kept'))
        kept = self.kept('kept')
        self.assertGreater(len(kept), 0)
        self.assertEqual(expected, self.ledger(INCENT_CACHE='kept'))
        self.assertEqual(kept, self.kept('kept'))

    def test_what_is_broken_is_made_again(self):
        expected = self.ledger(INCENT_CACHE='kept')
        kept = self.kept('kept')
        for path in (self.folder / 'kept').iterdir():
            path.write_bytes(path.read_bytes()[:-100] + b'x' * 100)
        self.assertEqual(expected, self.ledger(INCENT_CACHE='kept'))
        self.assertEqual(kept, self.kept('kept'))

    def test_the_users_folder_for_caches_is_the_default(self):
        home = self.folder / 'home'
        self.ledger(HOME=str(home))
        self.assertGreater(len(self.kept('home/.cache/incent')), 0)
        self.assertEqual(0o700, (home / '.cache' / 'incent').stat().st_mode & 0o7777)
        self.ledger(HOME=str(home), XDG_CACHE_HOME=str(self.folder / 'xdg'))
        self.assertEqual(self.kept('home/.cache/incent'), self.kept('xdg/incent'))

    def test_off_and_the_interpreter_keep_nothing(self):
        before = self.names()
        self.ledger(INCENT_CACHE='off', HOME=str(self.folder / 'home'))
        self.ledger('interp', HOME=str(self.folder / 'home'))
        self.ledger('auto', HOME=str(self.folder / 'home'))
        self.assertEqual(before, self.names())

    def test_a_folder_that_cannot_be_is_no_error(self):
        _, err = self.run_incent('run', 'sales.incent', '--engine', 'jit', env={'INCENT_CACHE': 'Deal.csv'})
        self.assertEqual('', err)
        self.assertEqual(DEALS, self.read('Deal.csv'))

    def test_help_tells(self):
        for language in ('en', 'zh'):
            out, _ = self.run_incent('run', '--help', '--lang', language)
            self.assertIn('INCENT_CACHE=off', out)


if __name__ == '__main__':
    program.main()
