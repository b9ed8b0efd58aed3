package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"frontdesk/configs"
	"frontdesk/internal/redact"
)

// The exit codes that scripts rely on.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// streams are the program's own, so that tests can have others.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// usageError is a command line that makes no sense; everything else that goes wrong is a failure.
type usageError struct{ error }

// program is what all commands share.
type program struct {
	streams
	configFile string
}

func run(ctx context.Context, args []string, s streams) int {
	p := &program{streams: s}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	completion(root) // it writes to what is set now
	asked, err := root.ExecuteContextC(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "frontdesk: %v\nRun %s --help to see what there is.\n", err, asked.CommandPath())
		return exitUsage
	default:
		fmt.Fprintf(s.err, "frontdesk: %s\n", redact.Text(err.Error()))
		return exitFailed
	}
}

func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "frontdesk",
		Short:         "The front desk of a shop, run from Telegram",
		Long:          "Frontdesk lets sellers switch their shops on and off from Telegram, and admins look after shops and people.\nStart with: frontdesk demo",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("there is no command %q", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&p.configFile, "config", "", "configuration file (default: frontdesk.yaml here, then in "+configs.SystemDir+")")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(p.serve(), p.demo(), p.migrate(), p.move(), p.admin(), p.shop(), p.config(), p.version(),
		p.doctor(), p.health(), p.backup(), p.restore(), p.rekey())
	return root
}

// completion makes cobra's command refuse shells that it does not know: it would print its help and report success.
func completion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() != "completion" {
			continue
		}
		var shells []string
		for _, shell := range c.Commands() {
			shells = append(shells, shell.Name())
		}
		c.Args, c.ValidArgs = nil, nil
		c.RunE = func(_ *cobra.Command, args []string) error {
			known := strings.Join(shells, ", ")
			if len(args) == 0 {
				return usageError{fmt.Errorf("for which shell? There are %s", known)}
			}
			return usageError{fmt.Errorf("there is no completion for %q: there are %s", args[0], known)}
		}
	}
}

// noArgs refuses arguments that a command does not take.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes no argument %q", called(cmd), args[0])}
	}
	return nil
}

// called is a command's name without the program's, which every error begins with.
func called(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// group is a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	g := &cobra.Command{
		Use: use, Short: short,
		RunE: func(cmd *cobra.Command, args []string) error {
			var names []string
			for _, c := range commands {
				names = append(names, c.Name())
			}
			if len(args) > 0 {
				return usageError{fmt.Errorf("%s has no command %q: there are %s", called(cmd), args[0], strings.Join(names, ", "))}
			}
			return usageError{fmt.Errorf("%s needs to know what: there are %s", called(cmd), strings.Join(names, ", "))}
		},
	}
	g.AddCommand(commands...)
	return g
}

func (p *program) load(needs ...configs.Need) (configs.Config, error) {
	return configs.LoadValid(configs.FromProcess(p.configFile), needs...)
}

// logger writes to the error stream; secrets are masked on the way.
func (p *program) logger(c configs.Log) zerolog.Logger {
	level, err := zerolog.ParseLevel(c.Level)
	if err != nil {
		level = zerolog.InfoLevel
	}
	var out io.Writer = p.err
	if c.Format != "json" {
		file, isFile := p.err.(*os.File)
		out = zerolog.ConsoleWriter{Out: p.err, NoColor: !isFile || !isTerminal(file), TimeFormat: "15:04:05"}
	}
	return zerolog.New(redact.NewWriter(out)).Level(level).With().Timestamp().Logger()
}
