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

// ErrNotOurs says that something answers, and is no Frontdesk.
var ErrNotOurs = errors.New("it is another program's")

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
		return r, fmt.Errorf("%w: HTTP %d", ErrNotOurs, resp.StatusCode)
	}
	if len(r.Checks) == 0 { // JSON, and not what we say
		return r, ErrNotOurs
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
		return fmt.Errorf("%w: HTTP %d", ErrNotOurs, resp.StatusCode)
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
