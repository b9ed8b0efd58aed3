// Package djangotest gives tests a real Django to work with: Debian's python3-django, python3-argon2 and python3-bcrypt.
package djangotest

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// debianPython is the interpreter that sees Debian's packages; another python3 that stands earlier in PATH would not.
const debianPython = "/usr/bin/python3"

// Python gives the interpreter that has Django, and the further modules that are named. Where there is none the test is skipped with one loud line, and fails
// when CI=true or FRONTDESK_TEST_DEMAND names django.
func Python(t testing.TB, more ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), debianPython, "-c", "import "+strings.Join(append([]string{"django, argon2, bcrypt"}, more...), ", ")).CombinedOutput()
	if err == nil {
		return debianPython
	}
	const advice = "real Django is missing; install it: apt-get install python3-django python3-argon2 python3-bcrypt python3-psycopg2"
	if os.Getenv("CI") == "true" || strings.Contains(os.Getenv("FRONTDESK_TEST_DEMAND"), "django") {
		t.Fatalf("%s\n%s", advice, out)
	}
	t.Skip("!!! SKIPPED: " + advice)
	return ""
}

// Run runs a Python program with Django at hand and returns what it printed. args become sys.argv[1:]; env is added to the
// environment. A failure ends the test with what Python said.
func Run(t testing.TB, env []string, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), Python(t), append([]string{"-c", program}, args...)...)
	cmd.Env = append(append(os.Environ(), "PYTHONIOENCODING=utf-8", "PYTHONDONTWRITEBYTECODE=1"), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("Django: %v\n%s", err, stderr.String())
	}
	return string(out)
}
