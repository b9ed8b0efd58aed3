package discord_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/domain"
	"frontdesk/platforms/discord"
)

const (
	number = "1100000000000000001"
	secret = "qW3-rTyUiOpAsDfGhJkLzXcVbNm_qWeRtYuIoPaSdFgHjKlZxCvBnMqWeRtYuIoPaSd"
)

func client(t *testing.T, c discord.Config) *discord.Client {
	t.Helper()
	made, err := discord.New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(made.CloseIdleConnections)
	return made
}

func TestAddressesOfWebhooksAreTaken(t *testing.T) {
	t.Parallel()
	c := client(t, discord.Config{Hosts: append(discord.DefaultHosts(), "chat.example.org:8443", "http://127.0.0.1:8090")})
	for _, address := range []string{
		"https://discord.com/api/webhooks/" + number + "/" + secret,
		" https://DISCORD.com:443/api/v10/webhooks/" + number + "/" + secret + "/\n",
		"https://ptb.discord.com/api/v9/webhooks/" + number + "/" + secret,
		"https://canary.discord.com/api/webhooks/" + number + "/" + secret + "?thread_id=123",
		"https://chat.example.org:8443/api/webhooks/" + number + "/" + secret,
		"http://127.0.0.1:8090/api/webhooks/" + number + "/" + secret,
	} {
		w, err := c.ParseWebhook(address)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		if w.ID != number || !strings.Contains(w.URL(), secret) {
			t.Errorf("%s: %+v", address, w)
		}
		if again, err := c.ParseWebhook(w.URL()); err != nil || again.URL() != w.URL() {
			t.Errorf("%s: its own form is not taken: %v", address, err)
		}
		if s := fmt.Sprintf("%v %+v %#v %s", w, w, w, w); strings.Contains(s, secret) {
			t.Errorf("printing shows the secret: %s", s)
		}
	}
}

func TestOtherAddressesAreRefused(t *testing.T) {
	t.Parallel()
	c := client(t, discord.Config{Hosts: append(discord.DefaultHosts(), "http://127.0.0.1:8090")})
	path := "/api/webhooks/" + number + "/" + secret
	for address, want := range map[string]error{
		"":                                                        discord.ErrNotWebhook,
		"discord.com" + path:                                      discord.ErrNotWebhook,
		"ftp://discord.com" + path:                                discord.ErrNotWebhook,
		"http://discord.com" + path:                               discord.ErrHost,
		"https://127.0.0.1:8090" + path:                           discord.ErrHost,
		"http://127.0.0.1:8091" + path:                            discord.ErrHost,
		"http://127.0.0.1" + path:                                 discord.ErrHost,
		"https://169.254.169.254" + path:                          discord.ErrHost,
		"https://[::1]" + path:                                    discord.ErrHost,
		"https://discord.com.evil.org" + path:                     discord.ErrHost,
		"https://evil.discord.com" + path:                         discord.ErrHost,
		"https://discord.com." + path:                             discord.ErrHost,
		"https://discord.com:8443" + path:                         discord.ErrHost,
		"https://discοrd.com" + path:                              discord.ErrHost, // a Greek omicron
		"https://evil.org\\@discord.com" + path:                   discord.ErrNotWebhook,
		"https://discord.com@evil.org" + path:                     discord.ErrNotWebhook,
		"https://a:b@discord.com" + path:                          discord.ErrNotWebhook,
		"https://discord.com" + path + "#x":                       discord.ErrNotWebhook,
		"https://discord.com" + path + "/slack":                   discord.ErrNotWebhook,
		"https://discord.com" + path + "?wait=1":                  discord.ErrNotWebhook,
		"https://discord.com" + path + "?thread_id=1&thread_id=2": discord.ErrNotWebhook,
		"https://discord.com/api/webhooks/abc/" + secret:          discord.ErrNotWebhook,
		"https://discord.com/api/webhooks/" + number + "/short":   discord.ErrNotWebhook,
		"https://discord.com/x/.." + path:                         discord.ErrNotWebhook,
		"https://discord.com//api/webhooks/1/" + secret:           discord.ErrNotWebhook,
		"https://discord.com/api%2Fwebhooks/1/" + secret:          discord.ErrNotWebhook,
		"https://discord.com/api/webhooks/1/" + secret + "%0a":    discord.ErrNotWebhook,
		"https://discord.com/login":                               discord.ErrNotWebhook,
	} {
		_, err := c.ParseWebhook(address)
		if !errors.Is(err, want) || domain.KindOf(err) != domain.KindInvalid {
			t.Errorf("%s: got %v, want %v", address, err, want)
		}
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error shows the secret", address)
		}
	}
}

func TestHostsThatAreNoneAreRefusedAtTheStart(t *testing.T) {
	t.Parallel()
	for _, entry := range []string{"", "https://discord.com", "discord.com/api", "a@b", "http://", "discοrd.com", "*.discord.com:x"} {
		if _, err := discord.New(discord.Config{Hosts: []string{entry}}); err == nil {
			t.Errorf("%q is taken", entry)
		}
	}
}

// A redirect would carry the secret elsewhere, and us into places where we have no business.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var visits atomic.Int64
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { visits.Add(1) }))
	t.Cleanup(inside.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, inside.URL+r.URL.Path, status)
		}))
		t.Cleanup(front.Close)
		c := client(t, discord.Config{Hosts: []string{front.URL}})
		_, err := c.Post(t.Context(), front.URL+"/api/webhooks/"+number+"/"+secret, said("привет")...)
		if domain.KindOf(err) != domain.KindUnavailable || strings.Contains(err.Error(), secret) {
			t.Errorf("%d: %v", status, err)
		}
	}
	if visits.Load() != 0 {
		t.Error("a redirect was followed")
	}
}

// An allowed name whose owner, or whose DNS, points it at the inside of our network.
func TestANameThatLeadsInsideIsNotConnectedTo(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var visits atomic.Int64
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			visits.Add(1)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = listener.Close() })
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	names := nameServer(t, net.IPv4(127, 0, 0, 1))

	host := "chat.example.org:" + port
	c := client(t, discord.Config{Hosts: []string{host}, Resolver: names, Timeout: 10 * time.Second})
	_, err = c.Post(t.Context(), "https://"+host+"/api/webhooks/"+number+"/"+secret, said("привет")...)
	if domain.KindOf(err) != domain.KindUnavailable || !strings.Contains(err.Error(), "private address") {
		t.Errorf("got %v", err)
	}
	if visits.Load() != 0 {
		t.Error("it was connected to")
	}

	// The same name, written with http:// by the operator, is his own wish.
	host = "http://" + host
	c = client(t, discord.Config{Hosts: []string{host}, Resolver: names, Timeout: 10 * time.Second})
	_, err = c.Post(t.Context(), host+"/api/webhooks/"+number+"/"+secret, said("привет")...)
	if domain.KindOf(err) != domain.KindUnavailable || visits.Load() == 0 {
		t.Errorf("got %v after %d visits", err, visits.Load())
	}
}

// nameServer answers every question for an IPv4 address with the one given.
func nameServer(t *testing.T, ip net.IP) *net.Resolver {
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
			_, _ = conn.WriteTo(dnsAnswer(buf[:n], ip.To4()), from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// dnsAnswer is RFC 1035's: the question again, and one A record when it asks for one.
func dnsAnswer(question []byte, ip net.IP) []byte {
	end := 12
	for question[end] != 0 {
		end += int(question[end]) + 1
	}
	end += 5
	answer := append([]byte(nil), question[:end]...)
	answer[2], answer[3] = 0x81, 0x80 // an answer, recursion available
	clear(answer[6:12])
	if binary.BigEndian.Uint16(question[end-4:]) == 1 {
		answer[7] = 1
		answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
		answer = append(answer, ip...)
	}
	return answer
}
