package browsertest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// device is what a page is looked at with. The zero value is a desktop in Russian, light.
type device struct {
	width, height int64
	phone         bool
	dark          bool
	language      string  // "en"; everything else is Russian
	scale         float64 // device pixels per CSS pixel, 1 when 0
}

func desktop() device { return device{width: 1280, height: 800} }

func phone() device { return device{width: 390, height: 844, phone: true, scale: 2} }

// browser starts one headless Chromium with a profile of its own. Each page opens in it as a tab.
func browser(t *testing.T) context.Context {
	t.Helper()
	flags := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(chromium(t)), chromedp.UserDataDir(t.TempDir()),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		// A tab behind another one keeps living as a second person's window does.
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("lang", "ru"), chromedp.Flag("accept-lang", "ru"),
	}
	started, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), flags...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(started)
	t.Cleanup(closeBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	return ctx
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const missing = "the messenger page was NOT looked at: no chromium, chromium-browser or google-chrome in PATH"
	if os.Getenv("CI") == "true" || strings.Contains(os.Getenv("FRONTDESK_TEST_DEMAND"), "chromium") {
		t.Fatal(missing)
	}
	t.Skip("SKIPPED: " + missing)
	return ""
}

// emulate makes a tab look at the page as the device does. The browser as a whole is Russian.
func (d device) emulate() chromedp.Action[chromedp.Void] {
	scheme := "light"
	if d.dark {
		scheme = "dark"
	}
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(max(d.scale, 1))}
	if d.phone {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	steps := []chromedp.Action[chromedp.Void]{
		chromedp.EmulateViewport(d.width, d.height, options...),
		command("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{
			{"name": "prefers-color-scheme", "value": scheme},
			{"name": "prefers-reduced-motion", "value": "reduce"},
		}}),
	}
	if d.language == "en" {
		steps = append(steps, command("Emulation.setUserAgentOverride", map[string]any{
			"userAgent": "Mozilla/5.0 (X11; Linux x86_64) Chromium", "acceptLanguage": "en-GB,en",
		}))
	}
	return chromedp.Steps(steps...)
}

// command is a call of the Chrome DevTools Protocol that chromedp has no action for.
func command(method string, params map[string]any) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		return t.Call(ctx, method, params, &struct{}{})
	})
}
