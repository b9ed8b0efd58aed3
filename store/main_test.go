package store

import (
	"os"
	"testing"

	"frontdesk/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }
