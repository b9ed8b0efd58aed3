package configs

import (
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
)

// maxSecretFile is far more than any secret takes, in bytes.
const maxSecretFile = 64 << 10

// readEnviron collects the values that the environment gives, by the key's path, and those of files that it names.
func readEnviron(src Source) (values map[string]string, problems Problems) {
	vars := map[string]string{}
	for _, pair := range src.Environ {
		name, value, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, envPrefix) && strings.TrimSpace(value) != "" {
			vars[name] = value
		}
	}
	values = map[string]string{}
	for _, k := range Keys() {
		value, inEnv := vars[k.Env()]
		file, inFile := vars[k.EnvFile()]
		delete(vars, k.Env())
		delete(vars, k.EnvFile())
		switch {
		case inEnv && inFile:
			problems = append(problems, Problem{k.Path, fmt.Sprintf("%s and %s are both set; unset one of them", k.Env(), k.EnvFile())})
		case inEnv:
			values[k.Path] = value
		case inFile:
			secret, err := readSecret(within(src.WorkDir, strings.TrimSpace(file)))
			if err != nil {
				problems = append(problems, Problem{k.Path, fmt.Sprintf("%s: %s %s; put the value into that file, or name another", k.EnvFile(), file, reason(err))})
				continue
			}
			values[k.Path] = secret
		}
	}
	return values, append(problems, mistyped(vars)...)
}

// readSecret reads a file that holds one value.
func readSecret(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("cannot be read (%s)", reason(err))
	}
	defer func() { _ = f.Close() }() // only read
	content, err := io.ReadAll(io.LimitReader(f, maxSecretFile+1))
	switch value := strings.TrimSpace(string(content)); {
	case err != nil:
		return "", fmt.Errorf("cannot be read (%s)", reason(err))
	case len(content) > maxSecretFile:
		return "", fmt.Errorf("is longer than %d bytes", maxSecretFile)
	case value == "":
		return "", fmt.Errorf("is empty")
	default:
		return value, nil
	}
}

// mistyped looks among the variables that belong to no key for those that were meant to. Others are left alone: Kubernetes
// sets FRONTDESK_PORT and the like when a service has that name, and our own tests read FRONTDESK_TEST_….
func mistyped(vars map[string]string) (problems Problems) {
	var known []string
	for _, k := range Keys() {
		known = append(known, k.Env())
		if k.EnvFile() != "" {
			known = append(known, k.EnvFile())
		}
	}
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		if base, ok := strings.CutSuffix(name, fileSuffix); ok && slices.Contains(known, base) {
			problems = append(problems, Problem{name, fmt.Sprintf("%s: only secrets can come from a file; set %s itself", name, base)})
			continue
		}
		if strings.HasPrefix(name, testPrefix) || fromKubernetes.MatchString(name) {
			continue
		}
		if meant := meantBy(name, known); meant != "" {
			problems = append(problems, Problem{name, fmt.Sprintf("%s: unknown variable; did you mean %s?", name, meant)})
		}
	}
	return problems
}

// testPrefix begins the variables of this project's own tests.
const testPrefix = envPrefix + "TEST_"

// fromKubernetes are the variables that it gives every container about a service of the name frontdesk, or of one that
// begins so: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
var fromKubernetes = regexp.MustCompile(`^FRONTDESK_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$`)

// meantBy finds the variable that a name was meant to be: a name that is spelt almost so, or that has the words of a key but
// not all of them: FRONTDESK_TOKEN, FRONTDESK_API_URL, FRONTDESK_SECRET. The first key in the table's order wins.
func meantBy(name string, known []string) string {
	if meant := nearest(name, known); meant != "" {
		return meant
	}
	words := "_" + strings.TrimPrefix(name, envPrefix) + "_"
	for _, end := range []bool{true, false} { // its last words rather than others
		for _, k := range known {
			all := "_" + strings.TrimPrefix(k, envPrefix) + "_"
			if end && strings.HasSuffix(all, words) || !end && strings.Contains(all, words) {
				return k
			}
		}
	}
	return ""
}
