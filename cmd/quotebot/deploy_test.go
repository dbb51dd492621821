package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/joho/godotenv"

	"quotebot/bot"
	"quotebot/bot/web"
)

const deployFolder = "../../deploy"

func readDeploy(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(deployFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Whatever deploy's files call a setting is one.
func TestDeployNamesSettings(t *testing.T) {
	t.Parallel()
	known := make(map[string]bool)
	for _, v := range bot.DefaultSettings().Variables() {
		known[v.Name] = true
	}
	entries, err := os.ReadDir(deployFolder)
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`QUOTEBOT_[A-Z0-9_]+`)
	seen := 0
	for _, e := range entries {
		if e.IsDir() || filepath.Ext(e.Name()) == ".png" {
			continue
		}
		for _, name := range names.FindAllString(readDeploy(t, e.Name()), -1) {
			seen++
			if !known[name] {
				t.Errorf("deploy/%s names %s, which is not a setting", e.Name(), name)
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d settings were found in deploy: the search is broken", seen)
	}
}

// example.env is right as it stands, and so is each line that is commented out;
// what it calls a default is one.
func TestExampleEnv(t *testing.T) {
	t.Parallel()
	text := readDeploy(t, "example.env")
	env, err := godotenv.Unmarshal(text)
	if err != nil {
		t.Fatal(err)
	}
	commented, err := godotenv.Unmarshal(regexp.MustCompile(`(?m)^#(QUOTEBOT_)`).ReplaceAllString(text, "$1"))
	if err != nil {
		t.Fatal(err)
	}
	if len(env) < 4 || len(commented) < len(env)+8 {
		t.Fatalf("example.env sets %d variables and %d with those commented out", len(env), len(commented))
	}
	all := configured(t, commented)
	for name, value := range commented {
		switch name {
		case "QUOTEBOT_QUOTES", "QUOTEBOT_TEMPLATE", "QUOTEBOT_HASHTAGS", "QUOTEBOT_OWNER": // examples
		default:
			if _, active := env[name]; !active && all[name].Default != value {
				t.Errorf("example.env shows %s=%s, the default is %s", name, value, all[name].Default)
			}
		}
	}
	delete(commented, "QUOTEBOT_QUOTES") // they are not on this machine
	delete(commented, "QUOTEBOT_TEMPLATE")
	for _, values := range []map[string]string{env, commented} {
		values["QUOTEBOT_ACCESS_TOKEN"] = "token"
		cmd := exec.Command("quotebot", "config")
		cmd.Dir, cmd.Env = t.TempDir(), []string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
		for name, value := range values {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("quotebot config with example.env: %v\n%s", err, out)
		}
	}
}

// configured are the settings by name; it fails where env has one that is none.
func configured(t *testing.T, env map[string]string) map[string]bot.Variable {
	t.Helper()
	all := make(map[string]bot.Variable)
	for _, v := range bot.DefaultSettings().Variables() {
		all[v.Name] = v
	}
	for name := range env {
		if _, ok := all[name]; !ok {
			t.Errorf("example.env sets %s, which is not a setting", name)
		}
	}
	return all
}

// Alerts ask for metrics that there are.
func TestAlertsNameMetrics(t *testing.T) {
	t.Parallel()
	metrics := allMetrics(t)
	names := regexp.MustCompile(`\b(quotebot|process)_[a-z_]+\b`).FindAllString(readDeploy(t, "alerts.yml"), -1)
	if len(names) < 10 {
		t.Fatalf("only %d metrics were found in alerts.yml: the search is broken", len(names))
	}
	for _, name := range names {
		if !strings.Contains(metrics, "\n"+name+"{") && !strings.Contains(metrics, "\n"+name+" ") {
			t.Errorf("alerts.yml asks for %s, which quotebot does not have", name)
		}
	}
}

// allMetrics is what /metrics says when everything has happened once.
func allMetrics(t *testing.T) string {
	t.Helper()
	c := web.Config{
		Address: "127.0.0.1:0",
		Log:     slog.New(slog.DiscardHandler),
		Metrics: web.NewMetrics("v1", time.Now),
		Ready:   func(context.Context) error { return nil },
		Queue: func(context.Context) ([]web.Queued, error) {
			return []web.Queued{{State: "pending", Count: 1, Oldest: time.Now()}}, nil
		},
		Limits: func() []web.Limit { return []web.Limit{{Family: "posts", Left: 1, Total: 2, Until: time.Now()}} },
		Status: func(context.Context) (web.Status, error) { return web.Status{}, nil },
	}
	c.Metrics.Heard()
	s, err := web.Listen(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	defer func() { stop(); <-served }()
	resp, err := http.Get(s.URL() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestAlertRules(t *testing.T) {
	t.Parallel()
	tool(t, "promtool", "prometheus")
	for _, args := range [][]string{{"check", "rules", "alerts.yml"}, {"test", "rules", "alerts_test.yml"}} {
		cmd := exec.Command("promtool", args...)
		cmd.Dir = deployFolder
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %v: %v\n%s", args, err, out)
		}
	}
}

// The unit is one that systemd understands, and leaves the bot next to nothing
// that it could do to the machine: an exposure of 1.5 of 10 at most.
func TestUnit(t *testing.T) {
	t.Parallel()
	tool(t, "systemd-analyze", "systemd")
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	unit := strings.ReplaceAll(readDeploy(t, "quotebot.service"), "/usr/local/bin/quotebot", program) // must be there
	file := filepath.Join(t.TempDir(), "quotebot.service")
	if err := os.WriteFile(file, []byte(unit), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify", file}, {"security", "--offline=yes", "--threshold=15", file}} {
		out, err := exec.Command("systemd-analyze", args...).CombinedOutput()
		warned := args[0] == "verify" && strings.Contains(string(out), filepath.Base(file))
		if err != nil || warned {
			t.Errorf("systemd-analyze %v: %v\n%s", args, err, out)
		}
	}
}

// tool skips a test where a program is missing, with the Debian package that has
// it.
func tool(t *testing.T, program, of string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("no %s: install Debian's package %s", program, of)
	}
}

// Commands that are to be typed are ours.
func TestDeployNamesCommands(t *testing.T) {
	t.Parallel()
	var known []string
	for _, c := range newRoot().Commands() {
		known = append(known, c.Name())
	}
	typed := regexp.MustCompile(`(?:\bqb|bin/quotebot|exec quotebot /quotebot|run --rm (?:-it .* )?quotebot|command:) ([a-z]+)|CMD \[(?:"/quotebot", )?"([a-z]+)"`)
	seen := 0
	for _, file := range []string{"README.md", "quotebot.service", "compose.yaml", "Dockerfile"} {
		for _, m := range typed.FindAllStringSubmatch(readDeploy(t, file), -1) {
			seen++
			if command := m[1] + m[2]; !slices.Contains(known, command) {
				t.Errorf("deploy/%s types quotebot %s, which is not a command", file, command)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d commands were found in deploy: the search is broken", seen)
	}
}
