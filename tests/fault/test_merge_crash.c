/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A merge that is killed is whole or was not; a return that was damaged, cut, or made up by somebody who holds the
 * key, is refused or breaks no rule.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/merge.h"
#include "pupitre/base/fs.h"
#include "pupitre/exchange/parcel.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"
#include "support/tour.h"
#include "support/worker.h"

#ifdef __SANITIZE_ADDRESS__
enum { KILLS = 40, FORGED = 150, SIGNED_FLIPS = 300 };
#else
enum { KILLS = 200, FORGED = 1000, SIGNED_FLIPS = 4700 };
#endif
enum { DOSSIERS = 6, ACTS = 20, FLIPS = 4700, ENVELOPE_EUROS = 60000 };

static struct fixture host;
static struct tour laptop;
static struct str bytes; /* of its return */
static struct sign_key key; /* that signs its returns */
static char pristine[160];
static int64_t acts_in_file;
static struct arena a, each;
static struct err err;

static void
copy(const char *from, const char *to)
{
	struct arena own = { 0 };
	struct str content;

	MUST(fs_read(from, (size_t)1 << 30, &own, &content, &err));
	MUST(fs_write(to, content, true, &err));
	arena_done(&own);
}

/* A host that went on too, and a laptop whose return holds some ten acts. */
static int
start(void **state)
{
	struct worker w = { .random = 7, .first = 1001, .count = DOSSIERS };
	struct session *s;
	struct parcel p;
	char path[160];

	(void)state;
	fixture_init_in(&host, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	fixture_import_plain(&host, DOSSIERS);
	fixture_envelope(&host, "45", ENVELOPE_EUROS, NULL);
	tour_leave(&laptop, &host, "lea");
	s = tour_session(&laptop);
	for (int i = 0; i < ACTS; i++)
		worker_act(&w, s, WORK_EVALUATE | WORK_PROPOSE | WORK_TAG | WORK_NOTE);
	session_close(s);
	s = fixture_session(&host, "lea");
	for (int i = 0; i < 10; i++)
		worker_act(&w, s, WORK_EVALUATE);
	session_close(s);
	tour_return(&laptop);
	MUST(fs_read(laptop.retour, 8 << 20, &a, &bytes, &err));
	MUST(parcel_decode(&a, bytes, &p, &err));
	acts_in_file = (int64_t)p.act_count;
	snprintf(path, sizeof(path), "%s.cle", laptop.f.base);
	MUST(key_file_load(path, false, &key, &err));
	snprintf(pristine, sizeof(pristine), "%s/avant.db", host.dir);
	copy(host.base, pristine);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	arena_done(&a);
	arena_done(&each);
	fixture_done(&host);
	return 0;
}

/* To the byte, and nothing waits in its journal. */
static bool
is_pristine(void)
{
	struct str before, after;
	struct stat wal;
	char path[180];
	bool same;

	snprintf(path, sizeof(path), "%s-wal", host.base);
	MUST(fs_read(pristine, (size_t)1 << 30, &each, &before, &err));
	MUST(fs_read(host.base, (size_t)1 << 30, &each, &after, &err));
	same = str_eq(before, after) && (stat(path, &wal) != 0 || wal.st_size == 0);
	arena_reset(&each);
	return same;
}

static void
back_to_pristine(void)
{
	char path[180];

	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s-%s", host.base, i ? "wal" : "shm");
		unlink(path);
	}
	copy(pristine, host.base);
}

static enum status
merge(struct str file, struct merge_report *r)
{
	struct session *s = fixture_session(&host, NULL);
	enum status st = merge_parcel(s, file, false, NULL, &each, r, &err);

	session_close(s);
	return st;
}

static struct hex_text
digest(void)
{
	struct session *s = fixture_session(&host, NULL);
	struct hash h;

	MUST(state_digest(s, &h, &err));
	session_close(s);
	return hash_hex(h);
}

static int64_t
lines(void)
{
	return sql_number(host.base, "SELECT count(*) FROM merge_line");
}

/* ---- crashes ---- */

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Merges once told to start: the opening of the base is not what is killed. */
static void
child(int go)
{
	struct session_options o = { .base = host.base, .login = "chef", .any_file_system = true };
	struct session *s;
	struct merge_report r;
	char byte;

	if (session_open(&o, &s, &err) || read(go, &byte, 1) != 1)
		_exit(2);
	_exit(merge_parcel(s, bytes, false, NULL, &a, &r, &err) == OK ? 0 : 3);
}

/* Kills it after that time; true when it was still at work. ms 0: lets it end, *took is how long it was. */
static bool
merge_killed_after(double ms, double *took)
{
	int go[2], status;
	double from;
	pid_t pid;

	assert_int_equal(pipe(go), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		child(go[0]);
	from = now_ms();
	assert_int_equal(write(go[1], "x", 1), 1);
	while (ms > 0 && now_ms() - from < ms)
		;
	if (ms > 0)
		kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*took = now_ms() - from;
	close(go[0]);
	close(go[1]);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

/* Two hundred kills that struck, at moments spread over the whole merge: after each the base is what it was or what
 * the merge makes of it, and the same file leads to the same end. */
static void
a_killed_merge_is_whole_or_was_not(void **state)
{
	struct merge_report r;
	struct hex_text before = digest(), after;
	double whole, took;
	int done = 0, killed = 0;

	(void)state;
	assert_false(merge_killed_after(0, &whole));
	after = digest();
	while (killed < KILLS) {
		double at = whole * (killed + 0.5) / KILLS;

		for (bool struck = false; !struck; at *= 0.97) {
			back_to_pristine();
			struck = merge_killed_after(at, &took);
		}
		killed++;
		done += lines() > 0;
		assert_string_equal(digest().s, lines() ? after.s : before.s);
		assert_true(lines() == 0 || lines() == acts_in_file);
		MUST(merge(bytes, &r));
		assert_int_equal(lines(), acts_in_file);
		assert_string_equal(digest().s, after.s);
		if (killed % 20 == 0)
			fixture_proves(&host);
		arena_reset(&each);
	}
	print_message("%d kills, %d of them after the commit\n", killed, done);
}

/* ---- damage ---- */

static struct str
altered(size_t at, unsigned char bit)
{
	struct str copy = arena_str(&each, bytes);

	((char *)(uintptr_t)copy.ptr)[at] ^= (char)bit;
	return copy;
}

static void
refused(struct session *s, struct str file)
{
	struct merge_report r;

	assert_int_equal(merge_parcel(s, file, false, NULL, &each, &r, &err), ERR_INPUT);
	assert_true(strlen(err.text) > 20);
	assert_true(is_pristine());
}

static void
damage_is_refused_whole(void **state)
{
	struct worker w = { .random = 13 };
	struct session *s;

	(void)state;
	back_to_pristine();
	s = fixture_session(&host, NULL);
	for (int i = 0; i < FLIPS; i++)
		refused(s, altered((size_t)worker_below(&w, (int)bytes.len),
				   (unsigned char)(1 << worker_below(&w, 8))));
	for (size_t n = 0; n < bytes.len; n++)
		refused(s, (struct str){ bytes.ptr, n });
	session_close(s);
}

/* ---- made up by who holds the key ---- */

static int64_t
overspent(void)
{
	return sql_number(host.base, "SELECT count(*) FROM envelope e WHERE amount_cents < "
				     "(SELECT coalesce(sum(amount_cents), 0) FROM decision d "
				     "WHERE d.envelope = e.code AND kind = 'award')") +
	       sql_number(host.base, "SELECT count(*) FROM envelope e WHERE amount_cents < "
				     "(SELECT coalesce(sum(p.amount_cents), 0) FROM proposal p "
				     "JOIN instruction i ON i.dossier = p.dossier WHERE p.envelope "
				     "= e.code AND kind = 'award' AND i.state NOT IN ('awarded', "
				     "'refused'))");
}

/* Taken, and the base holds together; or refused, and not a byte has changed. */
static bool
breaks_nothing(struct str file)
{
	struct merge_report r;
	enum status st = merge(file, &r);

	if (st && st != ERR_INPUT)
		fail_msg("%s", err.text);
	if (st) {
		assert_true(is_pristine());
		return false;
	}
	fixture_proves(&host);
	assert_int_equal(overspent(), 0);
	back_to_pristine();
	arena_reset(&each);
	return true;
}

/* Ranks, links and hashes made anew, so that the log is a whole one again. */
static struct str
chained(struct parcel *p)
{
	struct buf out = { 0 };
	struct str file;

	for (size_t i = 0; i < p->act_count; i++) {
		struct act *act = &p->acts[i].act;

		act->seq = (int64_t)i + 1;
		act->has_prev = i > 0;
		act->prev = i ? p->acts[i - 1].act.hash : (struct hash){ { 0 } };
		act->hash = act_hash(act);
	}
	parcel_encode(p, &key, &out);
	file = arena_str(&each, buf_str(&out));
	buf_done(&out);
	return file;
}

static struct str
flipped(struct worker *w, struct str s)
{
	struct str copy = arena_str(&each, s);

	if (copy.len)
		((char *)(uintptr_t)copy.ptr)[worker_below(w, (int)copy.len)] ^=
			(char)(1 << worker_below(w, 8));
	return copy;
}

/* The text as well as its hash in the payload. */
static void
flip_text(struct worker *w, struct parcel_act *p)
{
	struct act_text *t = &p->texts[worker_below(w, (int)p->text_count)];
	struct hash old = t->hash;
	int64_t at = str_find(p->act.payload, (struct str){ (const char *)old.b, sizeof(old.b) });

	assert_true(at >= 0);
	t->text = flipped(w, t->text);
	t->hash = act_text_hash(t->salt, t->text);
	p->act.payload = arena_str(&each, p->act.payload);
	memcpy((char *)(uintptr_t)p->act.payload.ptr + at, t->hash.b, sizeof(t->hash.b));
}

/* One bit of what an act says, mostly of its payload. */
static void
flip(struct worker *w, struct parcel_act *p)
{
	struct act *act = &p->act;

	switch (worker_below(w, 16)) {
	case 0:
		act->agent = flipped(w, act->agent);
		break;
	case 1:
		act->verb = flipped(w, act->verb);
		break;
	case 2:
		act->dossier ^= (int64_t)1 << worker_below(w, 63);
		break;
	case 3:
		act->at.ms ^= (int64_t)1 << worker_below(w, 63);
		break;
	case 4:
		act->role = flipped(w, act->role);
		break;
	case 5:
		act->id.b[worker_below(w, 16)] ^= (uint8_t)(1 << worker_below(w, 8));
		break;
	case 6:
		act->batch.b[worker_below(w, 16)] ^= (uint8_t)(1 << worker_below(w, 8));
		break;
	case 7:
		act->undoes.b[worker_below(w, 16)] ^= (uint8_t)(1 << worker_below(w, 8));
		break;
	case 8:
	case 9:
		if (p->text_count) {
			flip_text(w, p);
			break;
		}
		/* fall through */
	default:
		act->payload = flipped(w, act->payload);
	}
}

/* The hashes are made anew after the flip: it is the rules that meet it. */
static void
flips_before_signing(void **state)
{
	struct worker w = { .random = 17 };
	int taken = 0;

	(void)state;
	back_to_pristine();
	for (int i = 0; i < SIGNED_FLIPS; i++) {
		struct parcel p;

		MUST(parcel_decode(&each, bytes, &p, &err));
		flip(&w, &p.acts[worker_below(&w, (int)p.act_count)]);
		taken += breaks_nothing(chained(&p));
	}
	print_message("%d of %d signed flips taken\n", taken, SIGNED_FLIPS);
	assert_true(taken > SIGNED_FLIPS / 10);
}

static void
forge(struct worker *w, struct parcel *p)
{
	size_t n = p->act_count, i = (size_t)worker_below(w, (int)n), k;
	struct parcel_act held;
	struct act *act = &p->acts[i].act;

	switch (worker_below(w, 5)) {
	case 0: /* an act is left out */
		memmove(&p->acts[i], &p->acts[i + 1], (n - i - 1) * sizeof(*p->acts));
		p->act_count--;
		break;
	case 1: /* two change places */
		k = (size_t)worker_below(w, (int)n);
		held = p->acts[i];
		p->acts[i] = p->acts[k];
		p->acts[k] = held;
		break;
	case 2: /* another dossier, another person */
		act->dossier = 1001 + worker_below(w, DOSSIERS + 5);
		break;
	case 3:
		act->agent = worker_below(w, 2) ? STR("chef") : STR("personne");
		break;
	default: /* other values */
		act->payload = flipped(w, act->payload);
	}
}

static void
forged_logs_break_no_rule(void **state)
{
	struct worker w = { .random = 19 };
	int taken = 0;

	(void)state;
	back_to_pristine();
	for (int i = 0; i < FORGED; i++) {
		struct parcel p;

		MUST(parcel_decode(&each, bytes, &p, &err));
		for (int k = 1 + worker_below(&w, 4); k > 0 && p.act_count > 1; k--)
			forge(&w, &p);
		taken += breaks_nothing(chained(&p));
	}
	print_message("%d of %d forged logs taken\n", taken, FORGED);
	assert_true(taken > FORGED / 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_killed_merge_is_whole_or_was_not),
		cmocka_unit_test(damage_is_refused_whole),
		cmocka_unit_test(flips_before_signing),
		cmocka_unit_test(forged_logs_break_no_rule),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests_name("fault: merge", tests, start, stop);
	tour_home_gone();
	return failed;
}
