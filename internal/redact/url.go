package redact

import (
	"errors"
	"net/url"
)

// WithoutURL unwraps net/http's errors, whose texts carry the address, and with it what is secret there: a bot's token, a
// webhook. The cause stays for errors.Is and errors.As.
func WithoutURL(err error) error {
	var withURL *url.Error
	for errors.As(err, &withURL) {
		err = withURL.Err
	}
	return err
}
