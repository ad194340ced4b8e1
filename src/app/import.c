/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/import.h"

#include <stdio.h>

#include "pupitre/app/loop.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/mapping.h"
#include "pupitre/domain/territory.h"
#include "pupitre/exchange/reader.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/staging.h"
#include "deadlines.h"
#include "digest.h"
#include "import_lines.h"
#include "work.h"

enum { PROGRESS_MS = 100 };

/* One file on its way: read into the staging base, then published. */
struct importing {
	struct session *s;
	const struct import_hooks *hooks;
	const char *path;
	bool dry_run;
	struct staging *staging;
	struct arena record; /* of the dossier being read or published */
	struct arena *a; /* of the result */
	struct import_counts counts;
	size_t refused_cap;
	struct uid act;
	struct hash digest; /* of the file's bytes */
	struct import_lines lines;
	int64_t told; /* when progress was last told */
};

static bool
tell_progress(struct importing *im, const char *what, int64_t done, int64_t total)
{
	int64_t now = loop_now();

	if (!im->hooks || !im->hooks->progress)
		return true;
	if (im->told && done != total && now - im->told < PROGRESS_MS)
		return true;
	im->told = now;
	return im->hooks->progress(im->hooks->ctx, im->path, what, done, total);
}

static enum status
stage(void *ctx, struct dossier *d, int64_t record, struct err *err)
{
	struct importing *im = ctx;

	(void)record;
	mapping_apply(config_mapping(&im->s->config), &im->record, d);
	applicant_complete(&im->record, d);
	return staging_add(im->staging, d, err);
}

static void
refuse(void *ctx, int64_t record, int64_t number, const char *why)
{
	struct importing *im = ctx;
	struct import_refusal r = { record, number, arena_z(im->a, str_z(why)) };

	ARENA_PUSH(im->a, im->counts.refused, im->counts.refused_count, im->refused_cap, r);
}

static enum status
stage_descriptor(void *ctx, struct str demarche, const struct descriptor *d, struct err *err)
{
	struct importing *im = ctx;
	struct stored_descriptor stored = { demarche, d->id, d->section, d->position, d->kind,
		d->label };

	return staging_add_descriptor(im->staging, &stored, err);
}

static bool
find_descriptor(void *ctx, struct str demarche, struct str id, enum field_kind *kind)
{
	struct importing *im = ctx;
	struct stored_descriptor d;
	bool found = false;

	if (store_descriptor_find(im->s->store, demarche, id, &im->record, &d, &found, NULL) ||
		!found)
		return false;
	*kind = d.kind;
	return true;
}

static void
count_deleted(void *ctx, int64_t number, struct str reason, bool pending)
{
	struct importing *im = ctx;

	(void)number, (void)reason, (void)pending;
	im->counts.deleted++;
}

static void
tell_notice(void *ctx, const char *text)
{
	struct importing *im = ctx;

	if (im->hooks && im->hooks->notice)
		im->hooks->notice(im->hooks->ctx, text);
}

static bool
reading(void *ctx, int64_t done, int64_t total)
{
	return tell_progress(ctx, _("lecture"), done, total);
}

static enum status
read_file(struct importing *im, struct err *err)
{
	struct reader_sink sink = { .ctx = im,
		.arena = &im->record,
		.dossier = stage,
		.refused = refuse,
		.descriptor = stage_descriptor,
		.find_descriptor = find_descriptor,
		.deleted = count_deleted,
		.notice = tell_notice,
		.progress = reading };
	enum status st = staging_open(&im->staging, err);

	if (!st)
		st = reader_run(im->path, &sink, err);
	return st || im->dry_run ? st : digest_file(im->path, &im->digest, err);
}

/* A dry run saves nothing: the question is asked of what the base knows. */
static enum status
would_be_new(struct importing *im, const struct stored_descriptor *d, bool *out, struct err *err)
{
	struct stored_descriptor had;
	bool found;
	enum status st = store_descriptor_find(
		im->s->store, d->demarche, d->id, &im->record, &had, &found, err);

	if (!st)
		*out = !found || had.section != d->section || had.position != d->position ||
		       had.kind != d->kind || !str_eq(had.label, d->label);
	return st;
}

static enum status
publish_descriptors(struct importing *im, struct err *err)
{
	struct stored_descriptor d;
	bool more = true, is_new;
	enum status st = OK;

	while (!st && more) {
		arena_reset(&im->record);
		st = staging_next_descriptor(im->staging, &im->record, &d, &more, err);
		if (st || !more)
			break;
		st = im->dry_run ? would_be_new(im, &d, &is_new, err)
				 : store_descriptor_save(im->s->store, &d, &is_new, err);
		im->counts.descriptors += !st && is_new;
	}
	return st;
}

static void
tell_line(struct importing *im, enum line_outcome outcome, const struct dossier *held,
	const struct dossier *now)
{
	static const enum import_outcome shown[] = {
		[LINE_CREATED] = IMPORT_CREATED,
		[LINE_CHANGED] = IMPORT_CHANGED,
		[LINE_UNCHANGED] = IMPORT_UNCHANGED,
	};
	struct difference *diff = NULL;
	size_t n = 0;

	if (!im->dry_run || !im->hooks || !im->hooks->line || outcome == LINE_UNCHANGED)
		return;
	if (outcome == LINE_CHANGED)
		diff = dossier_diff(&im->record, held, now, &n);
	im->hooks->line(im->hooks->ctx, shown[outcome], now, diff, n);
}

static enum status
publish_one(struct importing *im, const struct dossier *in, struct err *err)
{
	struct dossier held, now = *in;
	enum line_outcome outcome = LINE_CREATED;
	bool found;
	enum status st =
		store_dossier_load(im->s->store, in->number, &im->record, &held, &found, err);

	if (st)
		return st;
	if (found) {
		now = dossier_merge(&im->record, &held, in);
		mapping_apply(config_mapping(&im->s->config), &im->record, &now);
		applicant_complete(&im->record, &now);
		outcome = hash_eq(dossier_hash(&now), dossier_hash(&held)) ? LINE_UNCHANGED
									   : LINE_CHANGED;
	}
	import_lines_add(&im->lines, im->a, &now, outcome);
	tell_line(im, outcome, &held, &now);
	if (im->dry_run || outcome == LINE_UNCHANGED)
		return OK;
	return store_dossier_save(im->s->store, &now, im->act, err);
}

static enum status
publish_dossiers(struct importing *im, struct err *err)
{
	int64_t done = 0, total = staging_count(im->staging);
	struct dossier d;
	bool more = true;
	enum status st = OK;

	while (!st) {
		arena_reset(&im->record);
		st = staging_next(im->staging, &im->record, &d, &more, err);
		if (st || !more)
			break;
		st = publish_one(im, &d, err);
		if (!st && !tell_progress(im, _("enregistrement"), ++done, total))
			st = err_set(
				err, ERR_CANCELLED, _("import arrêté : rien n'a été enregistré"));
	}
	return st;
}

static enum status
publish(struct importing *im, struct receipt *receipt, struct err *err)
{
	const struct import_source source = { file_name(im->a, im->path), im->digest, im->act };
	enum status st;

	staging_rewind(im->staging);
	st = publish_descriptors(im, err);

	if (!st)
		st = publish_dossiers(im, err);
	if (!st)
		import_lines_count(&im->lines, &im->counts);
	if (st || im->dry_run)
		return st;
	if (!im->lines.count && !im->counts.descriptors)
		return OK;
	return import_lines_record(im->s, im->a, &im->lines, &source, &im->counts, receipt, err);
}

static enum status
import_one(struct importing *im, struct receipt *receipt, struct err *err)
{
	enum status st = read_file(im, err);

	im->act = uid_new(&im->s->ids);
	if (!st && im->dry_run)
		st = publish(im, receipt, err);
	else if (!st) {
		st = work_begin(im->s, err);
		if (!st)
			st = work_end(im->s, publish(im, receipt, err), err);
	}
	staging_close(im->staging);
	arena_done(&im->record);
	return st;
}

static void
add_up(struct import_result *r, const struct import_counts *c)
{
	r->created += c->created;
	r->changed += c->changed;
	r->unchanged += c->unchanged;
	r->refused_count += c->refused_count;
}

enum status
import_files(struct session *s, const char *const *paths, size_t n, bool dry_run,
	const struct import_hooks *hooks, struct arena *a, struct import_result *out,
	struct err *err)
{
	struct import_result r = { .files = ARENA_ARRAY(a, struct import_file, n ? n : 1) };
	enum status st = session_require(s, CAN_IMPORT, err);

	for (size_t i = 0; i < n && !st; i++) {
		struct importing im = {
			.s = s, .hooks = hooks, .path = paths[i], .dry_run = dry_run, .a = a
		};

		st = import_one(&im, &r.receipt, err);
		if (st)
			break;
		r.files[r.file_count++] = (struct import_file){ paths[i], im.counts };
		add_up(&r, &im.counts);
	}
	*out = r;
	if (st || !r.refused_count)
		return st;
	if (dry_run)
		return err_set(err, ERR_INPUT,
			ngettext("%zu enregistrement serait refusé, les autres importés",
				"%zu enregistrements seraient refusés, les autres importés",
				(unsigned long)r.refused_count),
			r.refused_count);
	return err_set(err, ERR_INPUT,
		ngettext("%zu enregistrement refusé, les autres sont importés",
			"%zu enregistrements refusés, les autres sont importés",
			(unsigned long)r.refused_count),
		r.refused_count);
}
