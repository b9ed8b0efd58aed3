package discord_test

import (
	"context"
	"encoding/binary"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/discord"
)

// A name is nobody's until the moment of the connection: whatever it was yesterday, and however many addresses it has, nothing
// inside is connected to.
func TestWhereverANameLeadsInsideNothingIsSentThere(t *testing.T) {
	t.Parallel()
	for name, addresses := range map[string][]string{
		"this machine":               {"127.0.0.1"},
		"the cloud's metadata":       {"169.254.169.254"},
		"this machine by IPv6":       {"::1"},
		"IPv4 within IPv6":           {"::ffff:127.0.0.1"},
		"the metadata within IPv6":   {"::ffff:169.254.169.254"},
		"a network of one's own":     {"10.0.0.1", "192.168.0.1", "fd00::1"},
		"several ways to the inside": {"169.254.169.254", "::1", "127.0.0.1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			visits, port := listens(t)
			host := "chat.example.org:" + port
			c := client(t, discord.Config{Hosts: []string{host}, Resolver: answers(t, func() []string { return addresses }), Timeout: 10 * time.Second})
			_, err := c.Post(t.Context(), "https://"+host+"/api/webhooks/"+number+"/"+secret, said("привет")...)
			if domain.KindOf(err) != domain.KindUnavailable || !strings.Contains(err.Error(), "private address") || strings.Contains(err.Error(), secret) {
				t.Errorf("got %v", err)
			}
			if visits.Load() != 0 {
				t.Error("it was connected to")
			}
		})
	}
}

// The name server says something else each time (DNS rebinding): what it said when the webhook was taken, or with the call
// before, counts for nothing.
func TestANameThatIsMovedInsideLaterIsNotFollowed(t *testing.T) {
	t.Parallel()
	visits, port := listens(t)
	host := "chat.example.org:" + port
	var asked atomic.Int64
	names := answers(t, func() []string {
		if asked.Add(1) <= 2 { // A and AAAA: at first it has no address at all
			return nil
		}
		return []string{"127.0.0.1"}
	})
	c := client(t, discord.Config{Hosts: []string{host}, Resolver: names, Timeout: 10 * time.Second})
	address := "https://" + host + "/api/webhooks/" + number + "/" + secret
	if _, err := c.ParseWebhook(address); err != nil {
		t.Fatal(err)
	}
	for call, want := range []string{"", "private address", "private address"} {
		_, err := c.Post(t.Context(), address, said("привет")...)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("call %d: %v", call, err)
		}
	}
	if asked.Load() < 4 {
		t.Errorf("the name was asked for %d times: an old answer was believed", asked.Load())
	}
	if visits.Load() != 0 {
		t.Error("it was connected to")
	}
}

// A redirect is not followed wherever it leads: to a host that may be called, it would take the message along, and another webhook's
// secret could be asked for by it.
func TestARedirectToAHostThatMayBeCalledIsNotFollowed(t *testing.T) {
	t.Parallel()
	var visits atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits.Add(1) }))
	t.Cleanup(other.Close)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusTemporaryRedirect)
	}))
	t.Cleanup(front.Close)
	c := client(t, discord.Config{Hosts: []string{front.URL, other.URL}})
	_, err := c.Post(t.Context(), front.URL+"/api/webhooks/"+number+"/"+secret, said("привет")...)
	if domain.KindOf(err) != domain.KindUnavailable || visits.Load() != 0 {
		t.Errorf("%v, and %d visits", err, visits.Load())
	}
}

// listens counts who connects to a port that this machine has inside, by IPv4 and IPv6.
func listens(t *testing.T) (visits *atomic.Int64, port string) {
	t.Helper()
	visits = &atomic.Int64{}
	accept := func(l net.Listener) {
		t.Cleanup(func() { _ = l.Close() })
		go func() {
			for {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				visits.Add(1)
				_ = conn.Close()
			}
		}()
	}
	four, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	accept(four)
	_, port, _ = net.SplitHostPort(four.Addr().String())
	if six, err := net.Listen("tcp", "[::1]:"+port); err == nil { // where there is IPv6
		accept(six)
	}
	return visits, port
}

// answers is a name server that gives every name the same addresses.
func answers(t *testing.T, now func() []string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		for buf := make([]byte, 512); ; {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			_, _ = conn.WriteTo(records(buf[:n], now()), from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// records is RFC 1035's answer: the question again, and the A or AAAA records that it asks for.
func records(question []byte, addresses []string) []byte {
	const a, aaaa = 1, 28
	answer := dnsAnswer(question, net.IPv4zero)[:len(questionOf(question))]
	answer[7] = 0
	asked := binary.BigEndian.Uint16(answer[len(answer)-4:])
	for _, text := range addresses {
		ip := netip.MustParseAddr(text)
		if (asked == a) != ip.Is4() || (asked != a && asked != aaaa) {
			continue
		}
		answer[7]++
		answer = append(answer, 0xc0, 12, 0, byte(asked), 0, 1, 0, 0, 0, 0, 0, byte(len(ip.AsSlice())))
		answer = append(answer, ip.AsSlice()...)
	}
	return answer
}

// questionOf is a message up to the end of its question.
func questionOf(message []byte) []byte {
	end := 12
	for message[end] != 0 {
		end += int(message[end]) + 1
	}
	return message[:end+5]
}
