"""Which addresses statements are sent to, and in whose name."""

import base64
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from progress.errors import StoreTrouble
from progress.exports.statements import Statement
from progress.exports.store import PASSWORD, USER, Store, address_of
from tests.progress.exports.small_store import SmallStore, serving

ONE = [Statement("1", '{"id":"1"}')]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://lrs.example.org/xAPI", "https://lrs.example.org/xAPI/statements"),
        ("https://lrs.example.org/xAPI/statements/", "https://lrs.example.org/xAPI/statements"),
        ("https://lrs.example.org", "https://lrs.example.org/statements"),
        ("http://127.0.0.1:8100/xAPI", "http://127.0.0.1:8100/xAPI/statements"),
        ("http://localhost/", "http://localhost/statements"),
        ("http://[::1]:80", "http://[::1]:80/statements"),
    ],
)
def test_statements_go_to_the_stores_resource(url, address):
    assert address_of(url) == address


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://lrs.example.org/xAPI", "over https only"),
        ("http://127.0.0.1.example.org", "over https only"),
        ("http://localhost.example.org", "over https only"),
        ("https://ann:secret@lrs.example.org", "No password belongs on the command line"),
        ("http://127.0.0.1@example.org", "No password belongs"),
        ("ftp://lrs.example.org", "must be such as https"),
        ("lrs.example.org", "must be such as https"),
        ("https://", "must be such as https"),
        ("https://[", "must be such as https"),
        ("https://x:99999", "must be such as https"),
    ],
)
def test_no_other_address_is_used(url, sentence):
    with pytest.raises(StoreTrouble, match=sentence):
        address_of(url)


def test_a_sentence_about_an_address_never_repeats_its_password():
    with pytest.raises(StoreTrouble) as told:
        address_of("https://ann:secret@lrs.example.org")
    assert "secret" not in str(told.value)


def test_name_and_password_come_from_the_environment_in_any_script():
    store = SmallStore()
    with serving(store) as url:
        Store(url, {USER: "änn", PASSWORD: "כן"}).post(ONE)
        Store(url, {}).post(ONE)
    headers = [headers for headers, _ in store.requests]
    assert base64.b64decode(headers[0]["Authorization"].split()[1]).decode() == "änn:כן"
    assert "Authorization" not in headers[1]
    assert {one["X-Experience-API-Version"] for one in headers} == {"1.0.3"}


def test_a_name_without_a_password_is_a_mistake():
    with pytest.raises(StoreTrouble, match="Set both COURSE_LRS_USER and COURSE_LRS_PASSWORD"):
        Store("https://lrs.example.org", {USER: "ann"})


def test_the_batch_is_one_list():
    store = SmallStore()
    with serving(store) as url:
        answer = Store(url, {}).post([*ONE, Statement("2", '{"id":"2"}')])
    assert (answer.status, answer.ids) == (200, ("1", "2"))
    assert store.requests[0][1] == b'[{"id":"1"},{"id":"2"}]'


def test_a_store_that_is_not_there_is_an_answer_and_no_error():
    with serving(SmallStore()) as url:
        pass
    answer = Store(url, {}).post(ONE)
    assert (answer.status, answer.passing) == (0, True)
    assert "refused" in answer.said


def test_a_certificate_that_nobody_vouches_for_ends_it_with_a_sentence(tmp_path):
    store, sentence = SmallStore(), "The certificate of 127.0.0.1.* is not trusted, and nothing was sent"
    with serving(store, its_own_certificate(tmp_path)) as url, pytest.raises(StoreTrouble, match=sentence):
        Store(url, {}).post(ONE)
    assert store.requests == []


def its_own_certificate(folder):
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    signed = made.sign(key, hashes.SHA256())
    no_password = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, no_password))
    (folder / "certificate.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
