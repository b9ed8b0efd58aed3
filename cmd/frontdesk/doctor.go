package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/api"
	"frontdesk/app/doctor"
	"frontdesk/internal/redact"
)

func (p *program) doctor() *cobra.Command {
	var asJSON bool
	var peek, check time.Duration
	c := &cobra.Command{
		Use: "doctor", Short: "Look for what does not work, or will not, and say what to do", Args: noArgs,
		Long: `Looks at the token, Telegram, both databases, keys, disk and clock, and says of each problem what to do. It changes
nothing and may run while the bot serves. Ends with 1 when there is a problem.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			report := doctor.Examine(cmd.Context(), cfg, doctor.Options{Version: version(), Now: time.Now, PeekFor: peek, CheckFor: check})
			if err := p.printReport(report, asJSON); err != nil {
				return err
			}
			if !report.Healthy {
				return errors.New("there are problems, marked ✗ above")
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object instead of a table")
	c.Flags().DurationVar(&peek, "peek-for", 5*time.Second, "how long to look for another program that polls; 0 leaves it out")
	c.Flags().DurationVar(&check, "check-for", 10*time.Second, "how long the check of the database may take")
	return c
}

func (p *program) printReport(r doctor.Report, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(p.out)
		e.SetIndent("", "  ")
		for i := range r.Findings {
			r.Findings[i].Found = redact.Text(r.Findings[i].Found)
		}
		return e.Encode(r)
	}
	marks := map[doctor.Status]string{doctor.OK: "✓", doctor.Warn: "!", doctor.Fail: "✗"}
	w := tabwriter.NewWriter(p.out, 0, 4, 2, ' ', 0)
	for _, f := range r.Findings {
		fmt.Fprintf(w, "%s %s\t%s\n", marks[f.Status], f.About, redact.Text(f.Found))
		if f.Do != "" {
			fmt.Fprintf(w, "\t→ %s\n", f.Do)
		}
	}
	return w.Flush()
}

// health is what a container's HEALTHCHECK runs: small, quiet, and quick to give up.
func (p *program) health() *cobra.Command {
	var ready bool
	c := &cobra.Command{
		Use: "health", Short: "Ask the frontdesk that serves here whether it lives", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			base, err := api.Reachable(cfg.HTTP.Listen)
			if err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), 5*time.Second)
			defer cancel()
			return p.askHealth(ctx, base, ready)
		},
	}
	c.Flags().BoolVar(&ready, "ready", false, "ask whether it is ready, not only alive")
	return c
}

func (p *program) askHealth(ctx context.Context, base string, ready bool) error {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	if !ready {
		if err := api.AskAlive(ctx, client, base); err != nil {
			return notWell(base, err)
		}
		_, err := fmt.Fprintln(p.out, "alive")
		return err
	}
	r, err := api.Ask(ctx, client, base)
	if err != nil {
		return notWell(base, err)
	}
	for _, c := range r.Checks {
		if !c.OK {
			fmt.Fprintf(p.out, "%s: %s\n", c.Name, c.Problem)
		}
	}
	if !r.Ready {
		return errors.New("not ready")
	}
	_, err = fmt.Fprintln(p.out, "ready")
	return err
}

// notWell says why nobody of ours has answered on an address, and what to do.
func notWell(base string, err error) error {
	var timeout net.Error
	switch {
	case errors.Is(err, api.ErrDemo):
		return fmt.Errorf("frontdesk demo answers on %s, and no frontdesk serve: end the demo, or see that FRONTDESK_HTTP_LISTEN is here what it is for frontdesk serve", base)
	case errors.Is(err, api.ErrNotOurs):
		return fmt.Errorf("another program answers on %s, and no frontdesk: end that program, or see that FRONTDESK_HTTP_LISTEN is here what it is for frontdesk serve", base)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("no frontdesk answers on %s: nothing listens there; start frontdesk serve, or see that FRONTDESK_HTTP_LISTEN is here what it is for it", base)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("no frontdesk answers on %s within 5 s: it hangs, or another program does; see its log", base)
	}
	return fmt.Errorf("no frontdesk answers on %s: start it, or see its log: %w", base, err)
}
