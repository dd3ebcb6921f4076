"""The certificate: for this address alone, for a day, with the fingerprint that browsers show."""

import hashlib
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from pages import serving

from posecheck.live.browser.certificate import new_certificate
from posecheck.live.browser.hub import Hub


def test_a_browser_gets_the_certificate_whose_fingerprint_is_shown():
    with serving(Hub(shared=True, films=True), shared=True, network="127.0.0.2") as server:
        host, port = server.share.address.split("/")[2].split(":")
        pem = ssl.get_server_certificate((host, int(port)))
    der = ssl.PEM_cert_to_DER_cert(pem)
    shown = hashlib.sha256(der).hexdigest()
    assert server.share.fingerprint.replace(":", "").lower() == shown
    certificate = x509.load_der_x509_certificate(der)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ip_address("127.0.0.2")]
    left = certificate.not_valid_after_utc - datetime.now(UTC)
    assert timedelta(hours=12) < left <= timedelta(days=1)


def test_every_session_has_a_certificate_of_its_own():
    assert new_certificate("127.0.0.2").fingerprint != new_certificate("127.0.0.2").fingerprint
