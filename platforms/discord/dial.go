package discord

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

const (
	dialTimeout = 10 * time.Second
	idleTimeout = 45 * time.Second
	maxConns    = 16
)

// errPrivate is a name that leads into a network which is nobody's business from outside.
var errPrivate = errors.New("the host's name leads to a private address")

// newHTTPClient makes a client that follows no redirect (the path is the secret, and a redirect may lead anywhere) and looks at
// every address that it is about to connect to: a name may be pointed at the inside of our network after it was checked.
//
// HTTP/1.1 only, as platforms/telegram: a dead connection ends with its one call.
func newHTTPClient(allowed hosts, resolver *net.Resolver) *http.Client {
	free := &net.Dialer{Timeout: dialTimeout, Resolver: resolver}
	guarded := &net.Dialer{Timeout: dialTimeout, Resolver: resolver, Control: refusePrivate}
	trusted := trustedAddresses(allowed)
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	return &http.Client{
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment,
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				if trusted[address] {
					return free.DialContext(ctx, network, address)
				}
				return guarded.DialContext(ctx, network, address)
			},
			TLSHandshakeTimeout:    dialTimeout,
			Protocols:              protocols,
			MaxIdleConns:           maxConns,
			MaxIdleConnsPerHost:    maxConns,
			MaxConnsPerHost:        maxConns,
			IdleConnTimeout:        idleTimeout,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// trustedAddresses are those that may be in a private network because the operator named them: hosts written so, and the proxy
// of the environment, which resolves names by itself.
func trustedAddresses(allowed hosts) map[string]bool {
	trusted := map[string]bool{}
	for base, h := range allowed {
		if h.free {
			trusted[h.address] = true
		}
		u, err := url.Parse(base)
		if err != nil {
			continue
		}
		if proxy, err := http.ProxyFromEnvironment(&http.Request{URL: u}); err == nil && proxy != nil {
			trusted[dialAddress(proxy)] = true
		}
	}
	return trusted
}

// refusePrivate sees each address after the name was resolved and before anything is sent there.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil || !isPublic(at.Addr()) {
		return errPrivate
	}
	return nil
}

// special lists the address blocks that are not the public internet and that netip's own questions do not cover (IANA's
// special-purpose registries). NAT64 and 6to4 carry an IPv4 address inside, which may be a private one.
var special = [...]netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("::/96"), netip.MustParsePrefix("fec0::/10"),
}

func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, block := range special {
		if block.Contains(a) {
			return false
		}
	}
	return true
}
