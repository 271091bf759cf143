"""Tests of the scanner behind the tidy rules."""
import unittest

import cpp_scanner


class CppScannerTest(unittest.TestCase):
    def test_comments_vanish_and_lines_stay(self):
        text = 'int a; // double\n/* float\n*/ int b;\n'
        self.assertNotIn('double', cpp_scanner.code_only(text))
        self.assertEqual(text.count('\n'), cpp_scanner.code_only(text).count('\n'))

    def test_strings_are_code_but_their_insides_are_not(self):
        text = 'auto s = "double {"; auto r = R"x(float "} )x";\n#include "a/b.h"\n'
        self.assertNotIn('double', cpp_scanner.code_only(text))
        self.assertNotIn('float', cpp_scanner.code_only(text))
        self.assertIn('"a/b.h"', cpp_scanner.without_comments(text))

    def test_a_digit_separator_is_not_a_character_literal(self):
        self.assertIn('double', cpp_scanner.code_only("int n = 1'000; double d; char c = 'x';"))

    def test_functions_are_found_with_their_length(self):
        text = ('namespace a {\n'
                'struct S {\n'
                '  int Get() const { return 1; }\n'
                '};\n'
                'int Long(int a,\n'
                '         int b) {\n'
                '  auto f = [](int x) {\n'
                '    return x;\n'
                '  };\n'
                '  return f(a);\n'
                '}\n'
                'const int kTable[] = {1, 2};\n'
                '}  // namespace a\n')
        found = {f.name: (f.first_line, f.num_lines) for f in cpp_scanner.functions(text)}
        self.assertEqual({'Get': (3, 1), 'Long': (5, 7)}, found)

    def test_the_branches_of_a_conditional_directive_do_not_count_as_code(self):
        text = '#define OPEN {\nint F() {\n  return 1;\n}\n'
        self.assertEqual(['F'], [f.name for f in cpp_scanner.functions(text)])


if __name__ == '__main__':
    unittest.main()
