import pytest

from classroom.service.spelling import plain


@pytest.mark.parametrize(
    "path",
    [
        "/services/course/",
        "/services/course/trainer/progress/people/ann.html",
        "/services/course/trainer/learners/anna.b@example.org/alpha",
        "/services/course/trainer/learners/anna%40example.org/alpha",
        "/services/course/trainer/progress/people/Beno%C3%AEt.html",
        "/services/course/book/_static/a+b%20c.js",
    ],
)
def test_an_address_as_browsers_write_it_is_plain(path):
    assert plain(path)


@pytest.mark.parametrize(
    "path",
    [
        "/a//b", "/a/./b", "/a/../b", "/a/..", "/a/%2e%2e/b", "/a/%2E/b", "/a%2fb", "/a%5cb", "/a\\b", "/%61nn",
        "/a%00", "/a%0ab", "/a%7f", "/a%2", "/a%", "/a%zz", "/a%252e", "/a%ff", "/e%CC%81", "/a%E2%80%AEb", "/a%2d",
    ],
)  # fmt: skip
def test_another_spelling_is_not(path):
    assert not plain(path)
