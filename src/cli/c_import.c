/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * import: files of the platform. Progress is one line of standard error, on a terminal only,
 * cleared at the end; Ctrl-C leaves the base as before.
 */
#include "commands.h"
#include "out_json.h"

#include <stdio.h>
#include <unistd.h>

#include "pupitre/app/import.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

struct importing {
	struct call *call;
	struct json json;
	bool progress_shown;
};

static const char *const outcome_codes[] = { "created", "changed", "unchanged" };
static const char *const outcome_labels[] = { N_("créé"), N_("modifié"), N_("inchangé") };

static void
clear_progress(struct importing *im)
{
	if (im->progress_shown)
		fputs("\r\033[K", stderr);
	im->progress_shown = false;
}

static bool
on_progress(void *ctx, const char *path, const char *what, int64_t done, int64_t total)
{
	struct importing *im = ctx;

	if (call_interrupted())
		return false;
	if (!isatty(STDERR_FILENO))
		return true;
	struct str name =
		utf8_shorten(&im->call->arena, utf8_gate(&im->call->arena, str_z(path)), 40);
	fprintf(stderr, "\r\033[K%.*s : %s", STR_ARG(name), what);
	if (total > 0)
		fprintf(stderr, " %d %%", (int)(done * 100 / total));
	im->progress_shown = true;
	return true;
}

static void
line_json(struct json *j, enum import_outcome outcome, const struct dossier *d,
	const struct difference *diff, size_t count)
{
	json_open(j, '{');
	member_int(j, "number", d->number);
	member_z(j, "outcome", outcome_codes[outcome]);
	json_key(j, "changes");
	json_open(j, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(j, '{');
		member_z(j, "field", diff[i].what);
		member_str(j, "old", diff[i].was);
		member_str(j, "new", diff[i].now);
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

static void
on_line(void *ctx, enum import_outcome outcome, const struct dossier *d,
	const struct difference *diff, size_t count)
{
	struct importing *im = ctx;
	struct arena a = { 0 };
	struct buf *out = &im->call->out;

	clear_progress(im);
	if (im->call->format == FORMAT_JSON) {
		line_json(&im->json, outcome, d, diff, count);
		return;
	}
	buf_addf(out, "%lld  %s  %.*s\n", (long long)d->number, _(outcome_labels[outcome]),
		STR_ARG(utf8_gate(&a, d->title)));
	for (size_t i = 0; i < count && outcome == IMPORT_CHANGED; i++) {
		struct str was = utf8_shorten(&a, utf8_gate(&a, diff[i].was), 60);
		struct str now = utf8_shorten(&a, utf8_gate(&a, diff[i].now), 60);

		buf_addf(out, "    %.*s : %.*s → %.*s\n",
			STR_ARG(utf8_gate(&a, str_z(diff[i].what))),
			STR_ARG(was.len ? was : STR("-")), STR_ARG(now.len ? now : STR("-")));
	}
	arena_done(&a);
}

static void
on_notice(void *ctx, const char *text)
{
	clear_progress(ctx);
	call_say("%s", text);
}

static void
refused_json(struct json *j, const struct import_counts *c)
{
	for (size_t i = 0; i < c->refused_count; i++) {
		json_open(j, '{');
		json_key(j, "number");
		if (c->refused[i].number)
			json_int(j, c->refused[i].number);
		else
			json_null(j);
		member_int(j, "record", c->refused[i].record);
		member_z(j, "why", c->refused[i].why);
		json_close(j);
	}
}

static void
file_json(struct json *j, const struct import_file *f)
{
	json_open(j, '{');
	member_z(j, "file", f->path);
	member_int(j, "created", f->counts.created);
	member_int(j, "changed", f->counts.changed);
	member_int(j, "unchanged", f->counts.unchanged);
	json_key(j, "refused");
	json_open(j, '[');
	refused_json(j, &f->counts);
	json_close(j);
	member_int(j, "descriptors", f->counts.descriptors);
	member_int(j, "deleted", f->counts.deleted);
	json_close(j);
}

/* The object was opened before the files were read: "dossiers" of a dry run stands first. */
static void
result_json(struct json *j, const struct import_result *r)
{
	member_int(j, "created", r->created);
	member_int(j, "changed", r->changed);
	member_int(j, "unchanged", r->unchanged);
	json_key(j, "refused");
	json_open(j, '[');
	for (size_t i = 0; i < r->file_count; i++)
		refused_json(j, &r->files[i].counts);
	json_close(j);
	json_key(j, "files");
	json_open(j, '[');
	for (size_t i = 0; i < r->file_count; i++)
		file_json(j, &r->files[i]);
	json_close(j);
}

static void
counts_text(struct buf *out, const char *what, int64_t created, int64_t changed, int64_t unchanged,
	size_t refused)
{
	buf_addf(out, _("%s : créés %lld, modifiés %lld, inchangés %lld, refusés %zu\n"), what,
		(long long)created, (long long)changed, (long long)unchanged, refused);
}

static void
refused_text(struct call *c, const struct import_file *f)
{
	for (size_t i = 0; i < f->counts.refused_count; i++) {
		const struct import_refusal *r = &f->counts.refused[i];
		struct str why = utf8_gate(&c->arena, str_z(r->why));

		if (r->number)
			call_say(_("%s : dossier %lld refusé : %.*s"), f->path,
				(long long)r->number, STR_ARG(why));
		else
			call_say(_("%s : enregistrement %lld refusé : %.*s"), f->path,
				(long long)r->record, STR_ARG(why));
	}
}

static void
result_text(struct call *c, const struct import_result *r)
{
	for (size_t i = 0; i < r->file_count; i++) {
		const struct import_file *f = &r->files[i];
		const struct import_counts *n = &f->counts;

		refused_text(c, f);
		counts_text(
			&c->out, f->path, n->created, n->changed, n->unchanged, n->refused_count);
		if (n->descriptors)
			buf_addf(&c->out, _("    champs de formulaire enregistrés : %lld\n"),
				(long long)n->descriptors);
		if (n->deleted)
			buf_addf(&c->out, _("    supprimés sur la plateforme, gardés ici : %lld\n"),
				(long long)n->deleted);
	}
	if (r->file_count > 1)
		counts_text(&c->out, _("total"), r->created, r->changed, r->unchanged,
			r->refused_count);
	if (args_has(&c->args, "dry-run"))
		buf_addz(&c->out, _("essai : rien n'a été écrit\n"));
}

static void
open_output(struct importing *im)
{
	if (im->call->format != FORMAT_JSON)
		return;
	im->json.out = &im->call->out;
	json_open(&im->json, '{');
	if (!args_has(&im->call->args, "dry-run"))
		return;
	json_key(&im->json, "dossiers");
	json_open(&im->json, '[');
}

static void
close_output(struct importing *im, const struct import_result *r)
{
	struct json *j = &im->json;

	if (im->call->format != FORMAT_JSON) {
		result_text(im->call, r);
		return;
	}
	if (args_has(&im->call->args, "dry-run"))
		json_close(j);
	result_json(j, r);
	json_close(j);
	buf_addc(&im->call->out, '\n');
}

enum status
run_import(struct call *c, struct err *err)
{
	struct importing im = { .call = c };
	struct import_hooks hooks = { &im, on_progress, on_line, on_notice };
	struct import_result r = { 0 };
	enum status st = call_session(c, err);

	if (st != OK)
		return st;
	call_catch_interrupt(c);
	open_output(&im);
	st = import_files(c->session, c->args.words, c->args.word_count,
		args_has(&c->args, "dry-run"), &hooks, &c->arena, &r, err);
	clear_progress(&im);
	if (st == OK || r.file_count)
		close_output(&im, &r);
	else
		buf_clear(&c->out);
	return st;
}
