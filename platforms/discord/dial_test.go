package discord

import (
	"net/netip"
	"testing"
)

func TestOnlyPublicAddressesAreConnectedTo(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"162.159.128.233": true, "8.8.8.8": true, "2606:4700::6810:84e5": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.8.8.8": false, "10.0.0.1": false, "172.16.3.4": false, "192.168.1.1": false, "169.254.169.254": false,
		"0.0.0.0": false, "0.1.2.3": false, "100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd12::1": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public is %v", address, got)
		}
	}
}

func TestOnlyWhatTheOperatorNamedIsTrusted(t *testing.T) {
	t.Parallel()
	allowed, err := parseHosts([]string{"discord.com", "chat.example.org:8443", "http://sim.example.org", "10.0.0.7"})
	if err != nil {
		t.Fatal(err)
	}
	trusted := trustedAddresses(allowed)
	for address, want := range map[string]bool{
		"sim.example.org:80": true, "10.0.0.7:443": true,
		"discord.com:443": false, "chat.example.org:8443": false, "elsewhere.org:443": false,
	} {
		if trusted[address] != want {
			t.Errorf("%s: trusted is %v", address, trusted[address])
		}
	}
}
