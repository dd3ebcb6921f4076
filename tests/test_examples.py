"""The examples in docstrings do what they show."""

import doctest
from importlib import import_module

import pytest
from source_tree import FILES, module

WITH_EXAMPLES = [path for path in FILES if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=module)
def test_the_examples_of_a_module_hold(path):
    assert doctest.testmod(import_module(module(path))).failed == 0
