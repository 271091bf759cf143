"""The schema checker finds what it should."""
import unittest

import json_schema

SCHEMA = {
    'type': 'object',
    'additionalProperties': False,
    'required': ['a'],
    'properties': {'a': {'$ref': '#/$defs/amount'}, 'list': {'type': 'array', 'items': {'type': 'integer', 'minimum': 0}}},
    '$defs': {'amount': {'type': ['string', 'null'], 'pattern': '^[0-9]+$'}},
}


class JsonSchemaTest(unittest.TestCase):
    def test_what_obeys_has_no_faults(self):
        self.assertEqual([], json_schema.faults({'a': '12', 'list': [0, 1]}, SCHEMA))
        self.assertEqual([], json_schema.faults({'a': None}, SCHEMA))

    def test_each_kind_of_fault_is_found(self):
        for value in ({}, {'a': 'x'}, {'a': 1}, {'a': '1', 'b': 2}, {'a': '1', 'list': [-1]}, {'a': '1', 'list': [True]},
                      {'a': '1', 'list': {}}, []):
            self.assertNotEqual([], json_schema.faults(value, SCHEMA), value)

    def test_an_unknown_keyword_is_an_error(self):
        with self.assertRaises(ValueError):
            json_schema.faults(1, {'multipleOf': 2})


if __name__ == '__main__':
    unittest.main()
