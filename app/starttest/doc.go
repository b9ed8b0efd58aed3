// Package starttest measures how soon the program is at work after exec, and how much memory it takes before anybody has
// signed in. `make bench-start` measures; `make test` only sees that it starts and stops.
package starttest
