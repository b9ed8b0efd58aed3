package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/app"
	"frontdesk/services/backups"
)

func (p *program) backup() *cobra.Command {
	var to, passphraseFile string
	var recipients []string
	var withKey bool
	c := &cobra.Command{
		Use: "backup --to FILE (--recipient age1… | --passphrase-file FILE)", Short: "Copy the database into one encrypted file while the bot works", Args: noArgs,
		Long: `Copies Frontdesk's own database into one encrypted file, reads it back and checks it. The bot may work meanwhile.
Plain tools open it as well: age -d FILE | tar xz gives a SQLite file, whatever the engine. Django's database is Django's to
back up.

Make a key pair with age-keygen -o identity.txt: it prints the recipient (age1…); keep the file, which opens the backup, away
from this machine. Or take a passphrase.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if to == "" {
				return usageError{errors.New("a backup needs a file: --to FILE")}
			}
			if (len(recipients) == 0) == (passphraseFile == "") {
				return usageError{errors.New("a backup is always encrypted: give --recipient age1… or --passphrase-file FILE")}
			}
			return p.makeBackup(cmd, to, recipients, passphraseFile, withKey)
		},
	}
	c.Flags().StringVar(&to, "to", "", "the new file")
	c.Flags().StringArrayVar(&recipients, "recipient", nil, "who may open it: a key age1… (can be repeated)")
	c.Flags().StringVar(&passphraseFile, "passphrase-file", "", "a file with the passphrase; - reads it from the input")
	c.Flags().BoolVar(&withKey, "include-key", false, "put the key file in as well: whoever opens the backup can read what is sealed")
	return c
}

func (p *program) makeBackup(cmd *cobra.Command, to string, recipients []string, passphraseFile string, withKey bool) error {
	cfg, err := p.load()
	if err != nil {
		return err
	}
	r := backups.Request{DatabaseURL: cfg.DatabaseURL, To: to, Version: version(), Now: time.Now(), Lock: backups.Lock{Recipients: recipients}}
	if passphraseFile != "" {
		if r.Lock.Passphrase, err = p.passphrase(passphraseFile); err != nil {
			return err
		}
	}
	if withKey {
		if r.KeyFile, err = app.KeyFile(cfg); err != nil {
			return err
		}
		if r.KeyFile == "" {
			return errors.New("there is no key file to include: the key comes from the configuration; keep a copy of FRONTDESK_SECRET_KEY yourself")
		}
	}
	began := time.Now()
	m, err := backups.Make(cmd.Context(), r)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "Made %s: %d rows, %s of database, %s encrypted, read back and checked in %.1f s.\n",
		to, m.Rows(), size(m.Bytes), size(fileSize(to)), time.Since(began).Seconds())
	if !m.HasKey {
		fmt.Fprintln(p.out, "The secret key is not in it: keep a copy of that elsewhere.")
	}
	return nil
}

// minPassphrase is the least length of a passphrase: a backup that is stolen can be tried for ever.
const minPassphrase = 12

func (p *program) passphrase(file string) (string, error) {
	if file == "-" {
		return p.secret("Passphrase: ")
	}
	content, err := os.ReadFile(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "", fmt.Errorf("there is no file %s with a passphrase: write one into its first line, or give --passphrase-file - and type it", file)
	case errors.Is(err, os.ErrPermission):
		return "", fmt.Errorf("this user may not read %s, which should hold the passphrase: give it the right to, or give --passphrase-file - and type it", file)
	case err != nil:
		return "", fmt.Errorf("cannot read the passphrase from %s: name a file with it in the first line: %w", file, err)
	}
	line, _, _ := bytes.Cut(content, []byte("\n"))
	phrase := strings.TrimRight(string(line), "\r")
	if len([]rune(phrase)) < minPassphrase {
		return "", fmt.Errorf("the passphrase in the first line of %s is too short: take %d characters or more", file, minPassphrase)
	}
	return phrase, nil
}

func (p *program) restore() *cobra.Command {
	var identity, passphraseFile string
	var force bool
	c := &cobra.Command{
		Use: "restore FILE (--identity FILE | --passphrase-file FILE)", Short: "Put a backup in the database's place", Args: oneFile,
		Long: `Checks a backup and puts it in the database's place. Stop the bot first. A SQLite file that is there is put aside with
--force, never deleted; a PostgreSQL database must be empty. Each takes backups of the other engine as well.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if (identity == "") == (passphraseFile == "") {
				return usageError{errors.New("say how to open it: --identity FILE (of age-keygen) or --passphrase-file FILE")}
			}
			return p.restoreFrom(cmd, args[0], identity, passphraseFile, force)
		},
	}
	c.Flags().StringVar(&identity, "identity", "", "the file of age-keygen with the secret half (AGE-SECRET-KEY-…)")
	c.Flags().StringVar(&passphraseFile, "passphrase-file", "", "a file with the passphrase; - reads it from the input")
	c.Flags().BoolVar(&force, "force", false, "put aside the SQLite file and the key file that are there")
	return c
}

func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return usageError{fmt.Errorf("%s takes one file", called(cmd))}
	}
	return nil
}

func (p *program) restoreFrom(cmd *cobra.Command, from, identity, passphraseFile string, force bool) error {
	cfg, err := p.load()
	if err != nil {
		return err
	}
	r := backups.Return{From: from, DatabaseURL: cfg.DatabaseURL, Force: force, Now: time.Now(), Key: backups.Key{IdentityFile: identity}}
	if passphraseFile != "" {
		if r.Key.Passphrase, err = p.passphrase(passphraseFile); err != nil {
			return err
		}
	}
	if r.KeyFile, err = app.KeyFile(cfg); err != nil {
		return err
	}
	out, err := backups.Restore(cmd.Context(), r)
	for _, name := range out.Aside {
		fmt.Fprintf(p.out, "Put aside: %s\n", name)
	}
	if err != nil {
		return err
	}
	m := out.Manifest
	fmt.Fprintf(p.out, "Restored the backup of %s, made by frontdesk %s: %d rows.\n", m.MadeAt.Local().Format("2006-01-02 15:04:05 -07:00"), m.Version, m.Rows())
	switch {
	case out.WroteKey:
		fmt.Fprintf(p.out, "Restored the key file %s.\n", r.KeyFile)
	case m.KeyFingerprint != "":
		fmt.Fprintln(p.out, "It needs the secret key that it was made with; frontdesk doctor tells whether that is here.")
	}
	fmt.Fprintln(p.out, "What was done since then is gone from it: Telegram repeats updates of the last 24 hours only if they were never confirmed.")
	return nil
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	default:
		return fmt.Sprintf("%.1f kB", float64(n)/(1<<10))
	}
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
