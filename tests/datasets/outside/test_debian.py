"""A file is read out of a Debian package, shown on a small package made by hand."""

import io
import tarfile

import pytest

from datasets.outside.debian import file_of, parts


def archive(**contents):
    """An ar archive as dpkg writes it; a part of odd length is followed by one more byte."""
    made = b"!<arch>\n"
    for name, content in contents.items():
        made += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
        made += content + b"\n" * (len(content) % 2)
    return made


def packed(path, content):
    """A tar archive, packed with xz, that holds one file."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as files:
        about = tarfile.TarInfo(f"./{path}")
        about.size = len(content)
        files.addfile(about, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def package(tmp_path):
    made = archive(**{"debian-binary": b"2.0", "data.tar.xz": packed("usr/share/marks", b"8 8 10")})
    (tmp_path / "small.deb").write_bytes(made)
    return tmp_path / "small.deb"


def test_a_file_is_found_by_its_path(package):
    assert file_of(package, "usr/share/marks") == b"8 8 10"


def test_a_file_that_is_not_there_is_named(package):
    with pytest.raises(KeyError, match="usr/share/prices"):
        file_of(package, "usr/share/prices")


def test_parts_of_even_and_of_odd_length_are_told_apart():
    assert parts(archive(one=b"odd", two=b"even", three=b"")) == {"one": b"odd", "two": b"even", "three": b""}


def test_anything_else_is_no_archive():
    with pytest.raises(ValueError, match="not an ar archive"):
        parts(b"PK")
