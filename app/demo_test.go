package app

import (
	"net"
	"testing"
)

func TestTheDemosAddressIsOneThatABrowserCanOpen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		ip     string
		url    string
		public bool
	}{
		"this machine's":       {"127.0.0.1", "http://127.0.0.1:9000", false},
		"this machine's, IPv6": {"::1", "http://[::1]:9000", false},
		"all addresses":        {"0.0.0.0", "http://127.0.0.1:9000", true},
		"all addresses, IPv6":  {"::", "http://127.0.0.1:9000", true},
		"one on the network":   {"192.0.2.7", "http://192.0.2.7:9000", true},
	} {
		url, public := reachable(&net.TCPAddr{IP: net.ParseIP(c.ip), Port: 9000})
		if url != c.url || public != c.public {
			t.Errorf("%s: %s, public %v", name, url, public)
		}
	}
}
