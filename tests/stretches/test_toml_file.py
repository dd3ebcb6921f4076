"""Reading a TOML file: every way in which it can be no file of ours."""

import pytest
from pydantic import ValidationError

from posecheck.errors import InputError, StretchError
from posecheck.stretches.toml_file import (
    DEEPEST_KEY,
    LARGEST_FILE_BYTES,
    TomlEntry,
    read_toml,
    validated,
)


class Size(TomlEntry):
    width: int
    height: int = 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a = ", "is not valid TOML"),
        (b"a = '\xff'", "is not valid TOML"),
        (b"a = " + b"9" * 5000, "too many digits"),
        (b"a = " + b"[" * 20_000, "too deep"),
        (b"a" + b".a" * (DEEPEST_KEY + 1) + b" = 1", "too deep"),
        (b"#" * (LARGEST_FILE_BYTES + 1), "too large for a thing"),
    ],
    ids=["cut off", "no text", "digits", "lists", "keys", "large"],
)
def test_what_is_no_toml_is_refused_with_the_name_of_the_file(tmp_path, content, words):
    (tmp_path / "my.toml").write_bytes(content)
    with pytest.raises(StretchError, match=words) as error:
        read_toml(tmp_path / "my.toml", "thing", StretchError)
    assert "my.toml" in str(error.value)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_dots_within_a_text_are_no_tables(tmp_path, quote):
    path = tmp_path / "my.toml"
    why = ". ".join(["Sit tall"] * 2 * DEEPEST_KEY)
    path.write_text(f"why = {quote}{why}{quote}\n", encoding="utf-8")
    assert read_toml(path, "thing", StretchError) == {"why": why}


def test_a_missing_file_and_a_folder_say_what_to_give(tmp_path):
    for path in (tmp_path, tmp_path / "missing.toml"):
        with pytest.raises(InputError, match="give a thing's id or its TOML file"):
            read_toml(path, "thing", InputError)


def test_the_largest_file_and_the_deepest_key_are_read(tmp_path):
    key = ".".join("a" * (DEEPEST_KEY + 1))
    text = f"{key} = 1\n".encode()
    (tmp_path / "my.toml").write_bytes(text + b"#" * (LARGEST_FILE_BYTES - len(text)))
    assert list(read_toml(tmp_path / "my.toml", "thing", InputError)) == ["a"]


def test_entries_become_the_model_or_every_problem_is_named(tmp_path):
    path = tmp_path / "my.toml"
    assert validated(Size, {"width": 3}, path, "size", InputError) == Size(width=3)
    with pytest.raises(InputError, match="does not describe a size") as error:
        validated(Size, {"height": "tall", "depth": 1}, path, "size", InputError)
    assert all(name in str(error.value) for name in ("width", "height", "depth"))


def test_an_entry_cannot_be_changed():
    with pytest.raises(ValidationError):
        Size(width=3).width = 4
