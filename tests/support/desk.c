/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/app/browse.h"
#include "pupitre/base/utf8.h"
#include "pupitre/term/frame.h"
#include "pupitre/term/memory.h"
#include "support/must.h"

void
desk_sit(struct desk *d, int rows, int cols, const char *login)
{
	struct err err;

	d->session = fixture_session(&d->f, login);
	d->backend = memory_open(rows, cols);
	MUST(workstation_open(d->session, d->backend, &d->work, &err));
	workstation_rest(d->work);
}

void
desk_leave(struct desk *d)
{
	workstation_close(d->work);
	backend_close(d->backend);
	session_close(d->session);
	buf_done(&d->text);
	d->text = (struct buf){ 0 };
}

void
desk_start(struct desk *d, size_t dossiers)
{
	*d = (struct desk){ 0 };
	fixture_init(&d->f);
	if (dossiers)
		fixture_import_plain(&d->f, dossiers);
	fixture_envelope(&d->f, "45", 100000, NULL);
	desk_sit(d, 24, 80, NULL);
}

void
desk_start_list(struct desk *d, size_t n)
{
	struct fixture_dossier *list = calloc(n, sizeof(*list));

	assert_non_null(list);
	desk_start(d, 0);
	for (size_t i = 0; i < n; i++)
		list[i] = (struct fixture_dossier){ .number = 2001 + (int64_t)i,
			.department = i % 2 ? "37" : "45",
			.total = 2000000,
			.requested = 1000 * (1 + (int64_t)i) };
	fixture_import(&d->f, list, n);
	free(list);
	desk_leave(d);
	desk_sit(d, 24, 80, NULL);
}

int64_t
desk_count(struct desk *d, const char *filter)
{
	struct session *s = fixture_session(&d->f, NULL);
	struct browse *b;
	struct err err;
	int64_t shown, all;
	int at;

	if (browse_open(s, str_z(filter), STR_NONE, &b, &at, &err) != OK)
		fail_msg("%s", err.text);
	MUST(browse_count(b, &shown, &all, &err));
	browse_close(b);
	session_close(s);
	return shown;
}

void
desk_stop(struct desk *d)
{
	desk_leave(d);
	fixture_proves(&d->f);
	fixture_done(&d->f);
}

const char *
desk_screen(struct desk *d)
{
	const struct canvas *c = memory_frame(d->backend);
	struct buf raw = { 0 };

	buf_clear(&d->text);
	for (int r = 0; r < c->rows; r++) {
		frame_row(c, r, &raw);
		buf_addc(&raw, '\n');
	}
	for (struct str rest = buf_str(&raw); rest.len;) {
		int32_t cp = utf8_next(&rest);

		utf8_put(&d->text, cp == 0xA0 ? ' ' : cp);
	}
	buf_done(&raw);
	return d->text.ptr;
}

/* Row by row: a message of cmocka is at most a thousand bytes. */
static void
wrong(struct desk *d, const char *what, const char *text)
{
	struct str rest = str_z(desk_screen(d)), row;

	while (str_cut(&rest, '\n', &row))
		print_error("%.*s\n", STR_ARG(row));
	fail_msg("%s: \"%s\"", what, text);
}

void
desk_check_cursor(struct desk *d, const char *after)
{
	const struct canvas *c = memory_frame(d->backend);

	if (canvas_cell(c, c->cursor_row, c->cursor_col)->role != ROLE_SELECTED)
		wrong(d, "cursor off the selection after", after);
}

void
desk_keys(struct desk *d, const char *script)
{
	struct str rest = str_z(script);
	struct err err;
	struct key key;

	while (rest.len) {
		MUST(key_parse(&rest, &key, &err));
		struct key_text spelt = key_spelling(key);

		memory_keys(d->backend, spelt.s);
		assert_true(workstation_pump(d->work));
		workstation_rest(d->work);
		desk_check_cursor(d, spelt.s);
	}
}

void
desk_shows(struct desk *d, const char *text)
{
	if (!strstr(desk_screen(d), text))
		wrong(d, "not on the screen", text);
}

void
desk_hides(struct desk *d, const char *text)
{
	if (strstr(desk_screen(d), text))
		wrong(d, "must not be on the screen", text);
}

void
desk_selects(struct desk *d, const char *text)
{
	const struct canvas *c = memory_frame(d->backend);
	const char *row = desk_screen(d), *at;

	for (int r = 0; r < c->cursor_row; r++)
		row = strchr(row, '\n') + 1;
	at = strstr(row, text);
	if (!at || memchr(row, '\n', (size_t)(at - row)))
		wrong(d, "not on the selected row", text);
}
