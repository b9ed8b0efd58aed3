package web

import "testing"

func TestWhereAnEventsPictureMayComeFrom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ address, plain, secure string }{
		{"https://cdn.example/a.png", "https://cdn.example/a.png", "https://cdn.example/a.png"},
		{"http://cdn.example/a.png?x=1", "http://cdn.example/a.png?x=1", "https://cdn.example/a.png?x=1"},
		{"http://cdn.example:8080/a.png", "http://cdn.example:8080/a.png", ""},
		{"//cdn.example/a.png", "", ""},
		{"https://user:word@cdn.example/a.png", "", ""},
		{"javascript:alert(1)", "", ""},
		{"data:image/svg+xml,<svg/>", "", ""},
		{"http://[::1", "", ""},
		{"", "", ""},
	} {
		for secure, want := range map[bool]string{false: c.plain, true: c.secure} {
			if got := (&Handler{secure: secure}).picture(c.address); got != want {
				t.Errorf("secure %v: %q may come from %q, want %q", secure, c.address, got, want)
			}
		}
	}
}
