package app_test

import (
	"testing"

	"go.uber.org/goleak"
)

// Every desk ends with its test, and leaves nobody behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
