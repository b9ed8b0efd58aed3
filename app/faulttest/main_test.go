package faulttest

import (
	"testing"

	"go.uber.org/goleak"

	"frontdesk/internal/pgtest"
)

// Every house ends with its test, and leaves nobody behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(withPostgres{m}) }

// withPostgres ends the PostgreSQL that tests have started before leaks are looked for.
type withPostgres struct{ m *testing.M }

func (w withPostgres) Run() int { return pgtest.Run(w.m) }
