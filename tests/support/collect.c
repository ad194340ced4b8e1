/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/collect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "pupitre/base/buf.h"

static char file_name[64];

static enum status
on_dossier(void *ctx, struct dossier *d, int64_t record, struct err *err)
{
	struct collected *c = ctx;
	struct buf bytes = { 0 };
	struct dossier copy;

	(void)err;
	assert_true(record > 0);
	c->seen++;
	if (c->count_only || c->answer != OK)
		return c->answer;
	dossier_canonical(d, &bytes);
	assert_true(dossier_from_canonical(buf_str(&bytes), &c->arena, &copy));
	buf_done(&bytes);
	ARENA_PUSH(&c->arena, c->dossiers, c->count, c->cap, copy);
	return OK;
}

static void
on_refused(void *ctx, int64_t record, int64_t number, const char *why)
{
	struct collected *c = ctx;
	struct refusal one = { record, number, arena_str(&c->arena, str_z(why)) };

	ARENA_PUSH(&c->arena, c->refused, c->refused_count, c->refused_cap, one);
}

static enum status
on_descriptor(void *ctx, struct str demarche, const struct descriptor *d, struct err *err)
{
	struct collected *c = ctx;
	struct kept_descriptor one = { arena_str(&c->arena, demarche), *d };

	(void)err;
	one.d.id = arena_str(&c->arena, d->id);
	one.d.label = arena_str(&c->arena, d->label);
	ARENA_PUSH(&c->arena, c->descriptors, c->descriptor_count, c->descriptor_cap, one);
	return OK;
}

static void
on_deleted(void *ctx, int64_t number, struct str reason, bool pending)
{
	struct collected *c = ctx;
	struct removal one = { number, arena_str(&c->arena, reason), pending };

	ARENA_PUSH(&c->arena, c->removed, c->removed_count, c->removed_cap, one);
}

static void
on_notice(void *ctx, const char *text)
{
	struct collected *c = ctx;

	c->notice = arena_str(&c->arena, str_z(text));
}

void
collect_init(struct collected *c)
{
	*c = (struct collected){ 0 };
	c->sink = (struct reader_sink){
		.ctx = c,
		.arena = &c->record,
		.dossier = on_dossier,
		.refused = on_refused,
		.descriptor = on_descriptor,
		.deleted = on_deleted,
		.notice = on_notice,
	};
}

enum status
collect(struct collected *c, const char *path)
{
	c->err = (struct err){ 0 };
	return reader_run(path, &c->sink, &c->err);
}

void
collect_done(struct collected *c)
{
	arena_done(&c->arena);
	arena_done(&c->record);
}

const struct dossier *
collected_find(const struct collected *c, int64_t number)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->dossiers[i].number == number)
			return &c->dossiers[i];
	fail_msg("dossier %lld was not read", (long long)number);
	return NULL;
}

const struct field *
field_of(const struct dossier *d, const char *label, int occurrence)
{
	for (size_t i = 0; i < d->field_count; i++)
		if (str_eqz(d->fields[i].label, label) && d->fields[i].occurrence == occurrence)
			return &d->fields[i];
	fail_msg("no field '%s' (%d) in %lld", label, occurrence, (long long)d->number);
	return NULL;
}

const char *
collect_file(const void *bytes, size_t len)
{
	int fd;

	snprintf(file_name, sizeof(file_name), "/tmp/pupitre-test-XXXXXX");
	fd = mkstemp(file_name);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	close(fd);
	return file_name;
}

void
collect_file_gone(void)
{
	unlink(file_name);
}

const char *
collect_z(struct str s)
{
	static char texts[4][4096];
	static int next;
	char *text = texts[next++ % 4];

	if (!s.ptr)
		return "(absent)";
	snprintf(text, sizeof(texts[0]), "%.*s", STR_ARG(s));
	return text;
}
