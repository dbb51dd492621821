package main

import (
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"quotebot/bot/sandbox"
)

// A copy is made while the bot answers one mention after another, and put back
// after it has answered them all, as deploy/README.md says: nobody is answered
// twice, and who writes afterwards is answered. The server is of the kind without
// idempotency keys.
func TestBackupUnderLoadAndRestore(t *testing.T) {
	t.Parallel()
	s, env, posts := crashSite(t, sandbox.GoToSocial)
	file, copied := filepath.Join(t.TempDir(), "quotebot.db"), filepath.Join(t.TempDir(), "copy.db")
	env = append(env, "QUOTEBOT_DATABASE_URL="+file, "QUOTEBOT_ANSWERS_PER_HOUR=100", "QUOTEBOT_ANSWERS_PER_DAY=100")

	first := startProcess(t, env, "run")
	first.waitFor("hearing mentions")
	var asked []string
	for range 20 {
		asked = append(asked, publish(t, s, "@quotebot judicial").ID)
	}
	first.waitFor("mention=" + asked[19])
	for range 5 {
		close(receive(t, posts).answer)
	}
	held := receive(t, posts)
	execute(t, file, regexp.MustCompile(`'.*'`).ReplaceAllLiteralString(readme(t, `VACUUM INTO '[^']*'`), "'"+copied+"'"))
	for range 3 { // of which the copy knows nothing
		asked = append(asked, publish(t, s, "@quotebot commercial").ID)
	}
	first.waitFor("mention=" + asked[22])
	close(held.answer)
	letAnswer(t, posts, asked[22])
	first.kill()

	putBack(t, file, copied)
	if open := execute(t, file, readme(t, `UPDATE outbox [^"]*`)); open < 10 {
		t.Errorf("the copy has %d open deeds, want most of 20: it was not made under load", open)
	}
	once := startProcess(t, append(env, strings.Fields(readme(t, `QUOTEBOT_CATCH_UP=\S+ QUOTEBOT_MISFIRE=\S+`))...), "run")
	once.waitFor("hearing mentions")
	once.kill()

	second := startProcess(t, env, "run")
	second.waitFor("hearing mentions")
	asked = append(asked, publish(t, s, "@quotebot courts").ID)
	letAnswer(t, posts, asked[23])
	for i, id := range asked {
		if n := answersTo(s, id); n != 1 {
			t.Errorf("%d answers to mention %d, want 1", n, i)
		}
	}
}

// letAnswer lets the bot post until it has answered a mention: it does so in
// their order.
func letAnswer(t *testing.T, posts <-chan commit, mention string) {
	t.Helper()
	for answered := ""; answered != mention; {
		p := receive(t, posts)
		close(p.answer)
		answered = p.status.InReplyToID
	}
}

// putBack puts a copy in the place of the database.
func putBack(t *testing.T, file, copied string) {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(file+end, file+end+".old"); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	if err := os.Rename(copied, file); err != nil {
		t.Fatal(err)
	}
}

// execute does what sqlite3 does with a statement, and tells how many rows it
// changed.
func execute(t *testing.T, file, statement string) int64 {
	t.Helper()
	db, err := sql.Open("sqlite", file) // the driver comes with package store
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	res, err := db.Exec(statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// readme is the first text of deploy/README.md that fits the pattern.
func readme(t *testing.T, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindString(readDeploy(t, "README.md"))
	if found == "" {
		t.Fatalf("deploy/README.md has no %s", pattern)
	}
	return found
}
