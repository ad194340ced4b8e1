/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/tour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/mark.h"
#include "pupitre/app/merge.h"
#include "pupitre/base/env.h"
#include "pupitre/base/fs.h"
#include "pupitre/domain/role.h"
#include "support/must.h"

static char home[64];

void
tour_home(void)
{
	snprintf(home, sizeof(home), "/tmp/pupitre-test-XXXXXX");
	if (!mkdtemp(home))
		abort();
	setenv("XDG_DATA_HOME", home, 1);
	env_read();
}

void
tour_home_gone(void)
{
	static const char *const files[] = { "pupitre/hotes", "pupitre/cle", "pupitre" };
	char path[128];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", home, files[i]);
		remove(path);
	}
	remove(home);
}

/* Each fixture's host is met for the first time. */
static void
forget_hosts(void)
{
	char path[96];

	assert_true(home[0]);
	snprintf(path, sizeof(path), "%s/pupitre/hotes", home);
	remove(path);
}

static bool
tell_secret(void *ctx, const char *question, struct buf *answer)
{
	(void)ctx, (void)question;
	buf_addz(answer, TOUR_SECRET);
	return true;
}

void
tour_take(struct tour *t, const struct fixture *host, const char *maker, const char *login,
	const char *department)
{
	const struct bundle_order order = { .departments = str_z(department),
		.login = str_z(login),
		.expires = day_of(2021, 11, 7),
		.passphrase = STR(TOUR_SECRET) };
	struct session *s = fixture_session(host, maker);
	struct arena a = { 0 };
	struct bundle_made made;
	const char *base;
	char name[64];
	struct err err;

	*t = (struct tour){ .f = *host, .login = login };
	snprintf(name, sizeof(name), "%s.mallette", login);
	fixture_path(host, name, t->mallette);
	snprintf(name, sizeof(name), "%s.retour", login);
	fixture_path(host, name, t->retour);
	MUST(bundle_create(s, &order, t->mallette, NULL, NULL, &a, &made, &err));
	session_close(s);
	forget_hosts();
	MUST(bundle_unpack(t->mallette, tell_secret, NULL, &a, &base, &err));
	snprintf(t->f.base, sizeof(t->f.base), "%s", base);
	arena_done(&a);
}

void
tour_leave(struct tour *t, struct fixture *host, const char *login)
{
	fixture_agent(host, login, ROLE_DELEGATE, "45");
	tour_take(t, host, NULL, login, "45");
}

struct session *
tour_session(const struct tour *t)
{
	return fixture_session(&t->f, t->login);
}

void
tour_mark(struct session *s, int64_t number, int item, int8_t mark, const char *comment,
	int8_t others)
{
	struct arena a = { 0 };
	struct receipt r;
	struct err err;

	for (int i = 0; i < session_grid(s)->item_count; i++)
		MUST(mark_set(s, number, i, i == item ? mark : others, &err));
	if (comment)
		MUST(mark_comment(s, number, item, str_z(comment), &err));
	MUST(mark_finalise(s, number, &a, &r, &err));
	arena_done(&a);
}

void
tour_return(struct tour *t)
{
	struct session *s = tour_session(t);
	struct arena a = { 0 };
	struct parcel_made made;
	struct err err;

	MUST(bundle_return(s, STR_NONE, t->retour, NULL, true, NULL, &a, &made, &err));
	session_close(s);
	arena_done(&a);
}

void
tour_merge(const struct tour *t, const struct fixture *host, const char *maker)
{
	struct session *s = fixture_session(host, maker);
	struct arena a = { 0 };
	struct merge_report report;
	struct str bytes;
	struct err err;

	MUST(fs_read(t->retour, 8 << 20, &a, &bytes, &err));
	MUST(merge_parcel(s, bytes, false, NULL, &a, &report, &err));
	session_close(s);
	arena_done(&a);
}
