/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/exports.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/base/fs.h"
#include "support/must.h"
#include "support/sql.h"

struct fixture exports;
struct arena exports_arena;
static struct err err;

/* Three dossiers of the Loiret and one of Indre-et-Loire; 1001 awarded 5 000 €, 1002 marked by jean and begun
 * by lise, who are both its evaluators. */
int
exports_setup(void **state)
{
	static const struct fixture_dossier d[] = {
		{ .number = 1001, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1002,
			.department = "45",
			.total = 20000,
			.requested = 16000,
			.title = "=HYPERLINK(\\\"http://x\\\")" },
		{ .number = 1003, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1004, .department = "37", .total = 20000, .requested = 16000 },
	};
	const struct decision_input award = { .d = { .kind = DECISION_AWARD,
						      .amount = { true, { 500000 } } } };
	struct session *s;
	struct receipt r;

	(void)state;
	fixture_init(&exports);
	fixture_envelope(&exports, "45", 50000, NULL);
	fixture_import(&exports, d, 4);
	fixture_agent(&exports, "jean", ROLE_INSTRUCTOR, "*");
	fixture_agent(&exports, "lise", ROLE_INSTRUCTOR, "45");
	s = fixture_session(&exports, NULL);
	fixture_mark_all(s, 1001, 4);
	MUST(decide(s, 1001, &award, &exports_arena, &r, &err));
	session_close(s);
	s = fixture_session(&exports, "jean");
	fixture_mark_all(s, 1002, 3);
	session_close(s);
	return 0;
}

int
exports_teardown(void **state)
{
	(void)state;
	sql_leave();
	arena_done(&exports_arena);
	fixture_done(&exports);
	return 0;
}

struct str
exported(const char *login, const struct export_order *o, struct export_done *done)
{
	struct session *s = fixture_session(&exports, login);
	struct str bytes;
	char path[128];

	fixture_path(&exports, "export", path);
	MUST(export_write(s, o, path, true, NULL, NULL, NULL, &exports_arena, done, &err));
	session_close(s);
	MUST(fs_read(path, 1 << 24, &exports_arena, &bytes, &err));
	return bytes;
}
