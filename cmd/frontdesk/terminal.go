package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"

	"frontdesk/domain"
	"frontdesk/texts"
)

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// interactive tells whether a person sits at the input.
func (p *program) interactive() bool {
	f, ok := p.in.(*os.File)
	return ok && isTerminal(f)
}

// secret reads one line that is not shown: asked for on a terminal, taken as it is from a pipe.
func (p *program) secret(prompt string) (string, error) {
	if f, ok := p.in.(*os.File); ok && isTerminal(f) {
		fmt.Fprint(p.err, prompt)
		line, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(p.err)
		return string(line), err
	}
	line, err := bufio.NewReader(p.in).ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", errors.Join(errors.New("nothing came on the input: write one line, or start this in a terminal"), ignoreEOF(err))
	}
	return line, nil
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// inWords says an error that has a text for people in that text.
func (p *program) inWords(err error) error {
	var e *domain.Error
	if !errors.As(err, &e) || e.Key == "" {
		return err
	}
	switch what := e.Params["What"]; {
	case what == nil:
	case e.Key == string(texts.ErrorTooLong):
		return fmt.Errorf("the %v is too long: at most %v characters", what, e.Params["Max"])
	case e.Key == string(texts.ErrorEmpty):
		return fmt.Errorf("the %v is empty", what)
	}
	catalog, problem := texts.Load("en")
	if problem != nil {
		return err
	}
	return errors.New(afterColon(catalog.For("en").Error(err, "")))
}

// afterColon makes a sentence for people the rest of a line that begins with the program's name.
func afterColon(sentence string) string {
	first, size := utf8.DecodeRuneInString(sentence)
	return string(unicode.ToLower(first)) + sentence[size:]
}
