package configs

import "strings"

// Problem is one thing that is wrong with the configuration, and what to do about it.
type Problem struct {
	Key  string // the key's path; empty when it is about no one key
	Text string // a whole line
}

// Problems is an error that tells everything that is wrong at once, one problem a line. It holds no secrets.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Text
	}
	return strings.Join(lines, "\n")
}

// orNil avoids an error that is not nil and says nothing.
func (p Problems) orNil() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// about tells whether a problem with the key is known already.
func (p Problems) about(key string) bool {
	for _, problem := range p {
		if problem.Key == key {
			return true
		}
	}
	return false
}

// nearest finds the candidate that a mistyped word was most likely meant to be; empty when none is near.
func nearest(word string, candidates []string) string {
	const far = 4
	best, least := "", far
	for _, c := range candidates {
		if d := distance(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance is Levenshtein's: how many letters have to be put in, taken out or changed.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			above := row[j+1]
			row[j+1] = min(above+1, row[j]+1, diagonal+btoi(a[i] != b[j]))
			diagonal = above
		}
	}
	return row[len(b)]
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
