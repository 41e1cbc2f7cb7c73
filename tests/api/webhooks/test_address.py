from ipaddress import ip_address

import pytest

from api.webhooks.address import addresses, check_url, is_public, look_up
from api.webhooks.fault import AddressRefused, Fault


class TestUrl:
    def test_is_taken_apart(self):
        target = check_url("https://Example.org:8443/a b?c=d#e", allow_private=False)
        assert (target.secure, target.host, target.port) == (True, "example.org", 8443)
        assert (target.path, target.host_header) == ("/a%20b?c=d", "example.org:8443")

    def test_usual_ports_are_not_said(self):
        https = check_url("https://example.org", allow_private=False)
        assert (https.port, https.path, https.host_header) == (443, "/", "example.org")
        http = check_url("http://example.org:80/", allow_private=True)
        assert (http.secure, http.port, http.host_header) == (False, 80, "example.org")

    def test_an_address_of_ipv6_has_brackets_only_in_the_header(self):
        target = check_url("https://[2606:4700::1111]/", allow_private=False)
        assert (target.host, target.host_header) == ("2606:4700::1111", "[2606:4700::1111]")

    @pytest.mark.parametrize(
        ("url", "fault"),
        [
            ("", Fault.MALFORMED_URL),
            ("example.org/hook", Fault.MALFORMED_URL),
            ("//example.org/hook", Fault.MALFORMED_URL),
            ("https:///hook", Fault.MALFORMED_URL),
            ("ftp://example.org/", Fault.MALFORMED_URL),
            ("file:///etc/passwd", Fault.MALFORMED_URL),
            ("https://example.org:99999/", Fault.MALFORMED_URL),
            ("https://[::1/", Fault.MALFORMED_URL),
            ("http://example.org/", Fault.NEEDS_HTTPS),
            ("https://someone@example.org/", Fault.HAS_USERINFO),
            ("https://someone:secret@example.org/", Fault.HAS_USERINFO),
        ],
    )
    def test_others_are_refused(self, url, fault):
        with pytest.raises(AddressRefused) as refused:
            check_url(url, allow_private=False)
        assert refused.value.fault is fault


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1",
    ],
)
def test_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104  # nothing is bound to it
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2001:0:7f00:1::f5ff:fffe",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "ff02::1",
    ],
)
def test_not_public(address):
    assert not is_public(ip_address(address))


class TestAddresses:
    target = check_url("https://example.org/", allow_private=False)

    def test_all_are_given_once_in_order(self):
        given = addresses(
            self.target, lambda *_: ["1.1.1.1", "2606:4700::1", "1.1.1.1"], allow_private=False
        )
        assert [str(address) for address in given] == ["1.1.1.1", "2606:4700::1"]

    def test_one_that_is_not_public_spoils_all(self):
        def resolve(host, port):
            assert (host, port) == ("example.org", 443)
            return ["1.1.1.1", "10.0.0.1"]

        with pytest.raises(AddressRefused) as refused:
            addresses(self.target, resolve, allow_private=False)
        assert refused.value.fault is Fault.NOT_PUBLIC
        assert len(addresses(self.target, resolve, allow_private=True)) == 2

    def test_a_host_without_any(self):
        def unknown(*_):
            raise OSError("no such host")

        for resolve in (unknown, lambda *_: []):
            with pytest.raises(AddressRefused) as refused:
                addresses(self.target, resolve, allow_private=True)
            assert refused.value.fault is Fault.UNKNOWN_HOST

    @pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "017700000001", "[::1]"])
    def test_ways_to_write_the_loopback(self, host):
        target = check_url(f"https://{host}/", allow_private=False)
        with pytest.raises(AddressRefused) as refused:
            addresses(target, look_up, allow_private=False)
        assert refused.value.fault is Fault.NOT_PUBLIC

    def test_a_label_too_long(self):
        target = check_url(f"https://{'a' * 64}.org/", allow_private=False)
        with pytest.raises(AddressRefused) as refused:
            addresses(target, look_up, allow_private=False)
        assert refused.value.fault is Fault.UNKNOWN_HOST
