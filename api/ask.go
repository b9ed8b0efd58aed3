package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 64 << 10

// Ask asks the Frontdesk at base ("http://127.0.0.1:8080") whether it is ready. An error says that it did not answer.
func Ask(ctx context.Context, c *http.Client, base string) (Readiness, error) {
	var r Readiness
	resp, err := get(ctx, c, base+"/readyz")
	if err != nil {
		return r, err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxAnswer)).Decode(&r); err != nil {
		return r, fmt.Errorf("%s is not a Frontdesk's: HTTP %d", base, resp.StatusCode)
	}
	return r, nil
}

// AskAlive asks whether the Frontdesk at base lives.
func AskAlive(ctx context.Context, c *http.Client, base string) error {
	resp, err := get(ctx, c, base+"/healthz")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers with HTTP %d", base, resp.StatusCode)
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
