package backups

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"filippo.io/age"
)

// Lock says who may open a backup: holders of one of the recipients' identities, or of a passphrase.
type Lock struct {
	Recipients []string // age1…, as age-keygen prints them
	Passphrase string
	// WorkFactor is the passphrase's scrypt cost (log2 N); 0 means age's own, about a second.
	WorkFactor int
}

// open gives the recipients to encrypt for, and an identity with which this process can read back what it wrote. With
// recipients it is one that lives in memory for this run alone: the real ones are not here, and need not be.
func (l Lock) open() ([]age.Recipient, age.Identity, error) {
	switch {
	case l.Passphrase != "" && len(l.Recipients) > 0:
		return nil, nil, errors.New("a backup is locked for recipients or with a passphrase, not both")
	case l.Passphrase != "":
		return l.withPassphrase()
	case len(l.Recipients) == 0:
		return nil, nil, errors.New("a backup holds people's data and is always encrypted: name who may open it")
	}
	var recipients []age.Recipient
	for i, text := range l.Recipients {
		recipient, err := age.ParseRecipients(strings.NewReader(text))
		if err != nil {
			return nil, nil, badRecipient(text, i+1)
		}
		recipients = append(recipients, recipient...)
	}
	if _, hybrid := recipients[0].(*age.HybridRecipient); hybrid { // age does not mix the two kinds
		own, err := age.GenerateHybridIdentity()
		if err != nil {
			return nil, nil, err
		}
		return append(recipients, own.Recipient()), own, nil
	}
	own, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, err
	}
	return append(recipients, own.Recipient()), own, nil
}

// badRecipient says what a recipient is. What was given instead is not repeated: it may be a secret in the wrong place.
func badRecipient(text string, number int) error {
	const how = "age-keygen -o identity.txt makes a pair: it prints the recipient, age1 and 58 letters and digits (\"Public key\"), and the file, kept away from this machine, opens the backup"
	if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(text)), "AGE-SECRET-KEY-") {
		return fmt.Errorf("recipient %d is the secret half of a pair, which opens backups: give the public half, age1…, which stands above it in its file; and make a new pair if others may have seen this one", number)
	}
	return fmt.Errorf("recipient %d is not one, or not all of it: %s", number, how)
}

func (l Lock) withPassphrase() ([]age.Recipient, age.Identity, error) {
	recipient, err := age.NewScryptRecipient(l.Passphrase)
	if err != nil {
		return nil, nil, err
	}
	if l.WorkFactor > 0 {
		recipient.SetWorkFactor(l.WorkFactor)
	}
	identity, err := age.NewScryptIdentity(l.Passphrase)
	return []age.Recipient{recipient}, identity, err
}

// Key opens a backup: a file of identities (age-keygen's output), or the passphrase.
type Key struct {
	IdentityFile string
	Passphrase   string
}

func (k Key) identities() ([]age.Identity, error) {
	if k.Passphrase != "" {
		identity, err := age.NewScryptIdentity(k.Passphrase)
		return []age.Identity{identity}, err
	}
	f, err := os.Open(k.IdentityFile)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no identity file %s: name the one that age-keygen -o has made", k.IdentityFile)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read the identity: %w", err)
	}
	defer f.Close()
	identities, err := age.ParseIdentities(f)
	if err != nil {
		// The library's own text may repeat a line of the file.
		return nil, fmt.Errorf("%s holds no identity (AGE-SECRET-KEY-…): name the file that age-keygen made", k.IdentityFile)
	}
	return identities, nil
}
