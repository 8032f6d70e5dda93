"""Who may open what."""

import pytest

LEARNERS = ["mine/", "mine/feedback/alpha", "book/", "book/launch.json"]
TRAINERS = ["trainer/", "trainer/progress/index.html", "trainer/guide/index.html", "trainer/learners/ann/alpha"]


@pytest.mark.parametrize("place", ["", *LEARNERS, *TRAINERS])
def test_a_stranger_is_sent_to_sign_on(browser, place):
    found = browser().get(place)
    assert found.status == 200 and "<h1>Sign on</h1>" in found.text and "/hub/api/oauth2/authorize" in found.url


@pytest.mark.parametrize("place", LEARNERS)
def test_a_learner_opens_the_book_and_the_own_desk(browser, place):
    assert browser("ann").get(place).status == 200


@pytest.mark.parametrize("place", TRAINERS)
def test_a_learner_gets_a_sentence_on_trainers_pages(browser, place):
    found = browser("ann").get(place)
    assert found.status == 403 and "This page is for the course&#39;s trainers." in found.text
    assert 'href="/services/course/mine/"' in found.text


@pytest.mark.parametrize("place", TRAINERS)
def test_a_trainer_opens_the_trainers_pages(browser, place):
    assert browser("trainer").get(place).status == 200
