package webinars

import (
	"context"
	"encoding/base64"
	"fmt"
	"sync"
	"time"

	"rsc.io/qr"

	"frontdesk/bot"
	"frontdesk/domain"
	"frontdesk/keyboards"
	"frontdesk/texts"
)

const (
	// inviteFile names the picture of an invitation's link.
	inviteFile = "invite"
	// invitePlace is where sealed tokens belong.
	invitePlace = "webinars.invitation"
	// pixels is how many of them make one dot of the picture.
	pixels = 8
)

// botName is the bot's own username, asked for once.
type botName struct {
	me   Me
	mu   sync.Mutex
	name string
}

func (b *botName) get(ctx context.Context) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.name != "" {
		return b.name, nil
	}
	info, err := b.me.Me(ctx)
	if err != nil {
		return "", fmt.Errorf("ask for the bot's name: %w", err)
	}
	b.name = info.Username
	return b.name, nil
}

// seal makes of a token what screens and files may keep: the database holds no token in the clear.
func (f *flow) seal(token string) string {
	return base64.RawURLEncoding.EncodeToString(f.Box.Seal([]byte(token), invitePlace))
}

// open is seal backwards. What does not open is gone.
func (f *flow) open(sealed string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err == nil {
		raw, err = f.Box.Open(raw, invitePlace)
	}
	if err != nil {
		return "", gone()
	}
	return string(raw), nil
}

// link is the address of an invitation: pressing Start behind it brings the token along.
func (f *flow) link(ctx context.Context, sealed string) (string, error) {
	token, err := f.open(sealed)
	if err != nil {
		return "", err
	}
	name, err := f.name.get(ctx)
	return "https://t.me/" + name + "?start=" + InvitePrefix + "-" + token, err
}

// invite makes a link and shows it, as text and as a picture that a phone can read from another's screen.
func (f *flow) invite(ctx context.Context, t *bot.Turn) error {
	if _, err := f.name.get(ctx); err != nil {
		return err
	}
	made, err := f.Webinars.Invite(ctx, t.Unit, t.Who.Sender.ID, t.Args.Account)
	if err != nil {
		return err
	}
	args := listOf(t.Args)
	args.Query, args.Item = f.seal(made.Token), made.ExpiresAt.Unix()
	t.Show(keyboards.StateInvite, args)
	t.SendFile(inviteFile, args)
	return nil
}

func (f *flow) loadInvite(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	account, err := f.Webinars.Account(ctx, v.Person, v.Args.Account)
	if err != nil {
		return keyboards.Screen{}, err
	}
	link, err := f.link(ctx, v.Args.Query)
	if err != nil {
		return keyboards.Screen{}, err
	}
	at, err := f.zone(ctx, v.Person)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Invite(v.Printer, keyboards.InviteView{
		Args: v.Args, Name: nameOf(account), Link: link, Until: time.Unix(v.Args.Item, 0).In(at), Now: v.Now.In(at),
	}), nil
}

// makeCode draws an invitation's link as a QR code.
func (f *flow) makeCode(ctx context.Context, v bot.View) (domain.File, error) {
	account, err := f.Webinars.Account(ctx, v.Person, v.Args.Account)
	if err != nil {
		return domain.File{}, err
	}
	link, err := f.link(ctx, v.Args.Query)
	if err != nil {
		return domain.File{}, err
	}
	code, err := qr.Encode(link, qr.M)
	if err != nil {
		return domain.File{}, fmt.Errorf("draw a QR code: %w", err)
	}
	code.Scale = pixels
	return domain.File{
		Name: "invitation.png", Data: code.PNG(), Photo: true,
		Caption: v.Printer.HTML(texts.InviteCaption, texts.Params{"Name": texts.CutRunes(nameOf(account), 60)}),
	}, nil
}

// openInvitation answers the link of an invitation: it says what it is to, and uses nothing up.
func (f *flow) openInvitation(ctx context.Context, t *bot.Turn) error {
	if _, _, err := f.Webinars.Invited(ctx, t.Who.Sender.ID, t.Text); err != nil {
		return err
	}
	t.Show(keyboards.StateJoin, keyboards.Args{Query: f.seal(t.Text)})
	return nil
}

func (f *flow) loadJoin(ctx context.Context, v bot.View) (keyboards.Screen, error) {
	token, err := f.open(v.Args.Query)
	if err != nil {
		return keyboards.Screen{}, err
	}
	account, owner, err := f.Webinars.Invited(ctx, v.Person, token)
	if err != nil {
		return keyboards.Screen{}, err
	}
	return keyboards.Join(v.Printer, keyboards.JoinView{Token: token, Name: account.Name, Owner: owner}), nil
}

// join accepts an invitation and leads to what there is to moderate.
func (f *flow) join(ctx context.Context, t *bot.Turn) error {
	account, err := f.Webinars.AcceptInvite(ctx, t.Unit, t.Who.Sender, t.Args.Query)
	if err != nil {
		return err
	}
	t.Toast(texts.ToastJoined, nil)
	t.Show(keyboards.StateSchedule, keyboards.Args{Account: account.ID})
	return nil
}
