package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/app"
	"frontdesk/configs"
	"frontdesk/domain"
	"frontdesk/internal/djangohash"
	"frontdesk/store"
	"frontdesk/store/host"
)

// withData runs what needs the databases but no bot. It makes none.
func (p *program) withData(ctx context.Context, do func(d *app.Data) error) error {
	cfg, err := p.load()
	if err != nil {
		return err
	}
	d, err := app.OpenExisting(ctx, cfg, time.Now)
	if err != nil {
		return err
	}
	return errors.Join(do(d), d.Close())
}

func (p *program) migrate() *cobra.Command {
	var status bool
	c := &cobra.Command{
		Use: "migrate", Short: "Bring the database to this version", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			if status {
				return p.tellVersions(cmd.Context(), cfg)
			}
			db, err := store.Open(cmd.Context(), cfg.DatabaseURL, store.Options{})
			if err != nil {
				return err
			}
			states, err := db.Migrate(cmd.Context(), cfg.HostDatabaseURL == "")
			p.printVersions(states)
			return errors.Join(err, db.Close())
		},
	}
	c.Flags().BoolVar(&status, "status", false, "only tell the versions, and change nothing")
	return c
}

func (p *program) tellVersions(ctx context.Context, cfg configs.Config) error {
	states, exists, err := store.Status(ctx, cfg.DatabaseURL, cfg.HostDatabaseURL == "")
	if err != nil {
		return err
	}
	p.printVersions(states)
	if !exists {
		fmt.Fprintf(p.out, "There is no database %s yet: frontdesk migrate makes it, and so does the first start.\n", sqlitePath(cfg.DatabaseURL))
	}
	return nil
}

// sqlitePath is the file that a SQLite address names.
func sqlitePath(url string) string {
	return strings.TrimPrefix(strings.TrimPrefix(url, "sqlite:"), "//")
}

func (p *program) printVersions(states []store.MigrationState) {
	for _, s := range states {
		fmt.Fprintf(p.out, "%s tables: version %d of %d\n", s.Set, s.Version, s.Target)
	}
}

func (p *program) admin() *cobra.Command {
	var username string
	create := &cobra.Command{
		Use: "create --username NAME", Short: "Make an admin (the password is read from the input)", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if strings.TrimSpace(username) == "" {
				return usageError{errors.New("an admin needs a name: --username NAME")}
			}
			return p.withData(cmd.Context(), func(d *app.Data) error { return p.createAdmin(cmd.Context(), d.Host, username) })
		},
	}
	create.Flags().StringVar(&username, "username", "", "the name to sign in with")
	password := &cobra.Command{
		Use: "password --username NAME", Short: "Give an admin another password (read from the input)", Args: noArgs,
		Long: "Gives an admin another password, for instance a forgotten one, and ends their sessions in the console.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if strings.TrimSpace(username) == "" {
				return usageError{errors.New("whose password? --username NAME")}
			}
			return p.withData(cmd.Context(), func(d *app.Data) error { return p.changePassword(cmd.Context(), d, username) })
		},
	}
	password.Flags().StringVar(&username, "username", "", "the admin's name")
	return group("admin", "Admins, where there is no Django", create, password)
}

// minPassword is the least length of a password that we take; Django's own default is the same.
const minPassword = 8

func (p *program) createAdmin(ctx context.Context, h *host.Host, username string) error {
	if h.External() {
		return errors.New("users live in Django here: make the user in Django's admin and put it into the group " + domain.AdminGroup)
	}
	encoded, err := p.newPassword(username)
	if err != nil {
		return err
	}
	if err := h.CreateAdmin(ctx, username, encoded, time.Now()); err != nil {
		if domain.KindOf(err) == domain.KindConflict {
			return fmt.Errorf("there is a user %q already: take another name", username)
		}
		return p.inWords(err)
	}
	fmt.Fprintf(p.out, "Made the admin %q. Sign in to the bot: /start, then Admin (Админ), then this name and password.\n", username)
	return nil
}

func (p *program) changePassword(ctx context.Context, d *app.Data, username string) error {
	if d.Host.External() {
		return errors.New("users live in Django here: change the password in Django's admin")
	}
	encoded, err := p.newPassword(username)
	if err != nil {
		return err
	}
	if err := d.SetAdminPassword(ctx, username, encoded); err != nil {
		if domain.KindOf(err) == domain.KindNotFound {
			return fmt.Errorf("there is no user %q; frontdesk admin create makes one", username)
		}
		return p.inWords(err)
	}
	fmt.Fprintf(p.out, "%q has the new password. Sessions in the console are over: sign in there again.\n", username)
	return nil
}

// newPassword reads a password and gives its hash. It asks a terminal twice: nobody sees what was typed, and one wrong key would lock the admin out.
func (p *program) newPassword(username string) (string, error) {
	password, err := p.secret("Password for " + username + ": ")
	if err != nil {
		return "", err
	}
	if len([]rune(password)) < minPassword {
		return "", fmt.Errorf("the password is too short: take %d characters or more", minPassword)
	}
	if p.interactive() {
		again, err := p.secret("The same once more: ")
		if err != nil {
			return "", err
		}
		if again != password {
			return "", errors.New("the two passwords differ: run this again")
		}
	}
	return djangohash.Encode(password)
}

func (p *program) shop() *cobra.Command {
	var name, slug string
	var ask bool
	add := &cobra.Command{
		Use: "add --name NAME [--slug SLUG]", Short: "Make a shop and print its api key", Args: noArgs,
		Long: "Makes a shop. Its api key is made and printed once; with --key it is read from the input instead, and\nneeds 12 characters or more: whoever has it can sign in as the shop's seller.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if strings.TrimSpace(name) == "" {
				return usageError{errors.New("a shop needs a name: --name NAME")}
			}
			return p.withData(cmd.Context(), func(d *app.Data) error {
				return p.addShop(cmd.Context(), d.Host, domain.Shop{Name: name, Slug: slug, PriceUpdating: true}, ask)
			})
		},
	}
	add.Flags().StringVar(&name, "name", "", "what people call the shop")
	add.Flags().StringVar(&slug, "slug", "", "its short name in addresses: a-z, 0-9, - and _")
	add.Flags().BoolVar(&ask, "key", false, "read the api key from the input instead of making one")
	list := &cobra.Command{
		Use: "list", Short: "List the shops", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withData(cmd.Context(), func(d *app.Data) error { return p.listShops(cmd.Context(), d.Host) })
		},
	}
	return group("shop", "Shops, where there is no Django", add, list)
}

func (p *program) addShop(ctx context.Context, h *host.Host, shop domain.Shop, ask bool) error {
	if h.External() {
		return errors.New("shops live in Django here: make the shop in Django's admin")
	}
	key := rand.Text()
	if ask {
		var err error
		if key, err = p.secret("Api key of the shop: "); err != nil {
			return err
		}
		if err := domain.CheckShopKey(key); err != nil {
			return p.inWords(err)
		}
	}
	made, err := h.CreateShop(ctx, shop, key)
	if err != nil {
		return p.inWords(err)
	}
	fmt.Fprintf(p.out, "Made shop %d %q.\n", made.ID, made.Name)
	if ask {
		return p.warnSameKey(ctx, h, made, key)
	}
	fmt.Fprintf(p.out, "Its api key, shown this once: %s\nGive it to the seller: /start, then Seller (Продавец), then this key.\n", key)
	return nil
}

// warnSameKey names the other shops that have a shop's key. That is allowed, and may be a slip.
func (p *program) warnSameKey(ctx context.Context, h *host.Host, made domain.Shop, key string) error {
	same, err := h.ShopsByKey(ctx, strings.TrimSpace(key))
	if err != nil {
		return err
	}
	var others []string
	for _, shop := range same {
		if shop.ID != made.ID {
			others = append(others, fmt.Sprintf("%q", shop.Name))
		}
	}
	if len(others) > 0 {
		fmt.Fprintf(p.err, "Warning: %s has the same api key: a seller who enters it gets all of these shops.\n", strings.Join(others, ", "))
	}
	return nil
}

func (p *program) listShops(ctx context.Context, h *host.Host) error {
	w := tabwriter.NewWriter(p.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tNAME\tSLUG\tACTIVE\tPRICES")
	const page = 200
	for offset := 0; ; offset += page {
		shops, total, err := h.ListShops(ctx, host.ShopFilter{Offset: offset, Limit: page})
		if err != nil {
			return err
		}
		for _, s := range shops {
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", s.ID, s.Name, s.Slug, onOff(s.Active), onOff(s.PriceUpdating))
		}
		if offset+page >= total {
			return w.Flush()
		}
	}
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}
