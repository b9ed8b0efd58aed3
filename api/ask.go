package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 64 << 10

// ErrNotOurs says that something answers, and is no Frontdesk that serves.
var ErrNotOurs = errors.New("it is another program's")

// ErrDemo is the ErrNotOurs of Frontdesk's own demo.
var ErrDemo = fmt.Errorf("%w: frontdesk demo's", ErrNotOurs)

// demoName is what the demo's page says in the header Server, by which it is known.
const demoName = "frontdesk-demo"

// AsDemo lets the demo's page say what it is to whoever asks its address for a Frontdesk that serves.
func AsDemo(page http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", demoName)
		page.ServeHTTP(w, r)
	})
}

// notOurs says who has answered instead of a Frontdesk that serves.
func notOurs(resp *http.Response) error {
	if resp.Header.Get("Server") == demoName {
		return ErrDemo
	}
	return fmt.Errorf("%w: HTTP %d", ErrNotOurs, resp.StatusCode)
}

// Ask asks the Frontdesk at base ("http://127.0.0.1:8080") whether it is ready. An error says that it did not answer,
// or with ErrNotOurs that another program did.
func Ask(ctx context.Context, c *http.Client, base string) (Readiness, error) {
	var r Readiness
	resp, err := get(ctx, c, base+"/readyz")
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxAnswer)).Decode(&r); err != nil {
		return r, notOurs(resp)
	}
	if len(r.Checks) == 0 { // JSON, and not what we say
		return r, notOurs(resp)
	}
	return r, nil
}

// AskAlive asks whether the Frontdesk at base lives. Errors as Ask.
func AskAlive(ctx context.Context, c *http.Client, base string) error {
	resp, err := get(ctx, c, base+"/healthz")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK || string(said) != alive {
		return notOurs(resp)
	}
	return nil
}

func get(ctx context.Context, c *http.Client, address string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}
