/* SPDX-License-Identifier: EUPL-1.2 */
/* An export as a file, or as a stream: nothing of it is left when it fails or is stopped. */
#include "export_write.h"
#include "pupitre/base/fs_out.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/json.h"

/* A file and, for the formats that are nothing but the table, its provenance beside it. */
struct file_target {
	struct fs_out *file, *beside;
	const char *path;
	bool replace;
	struct arena *a;
};

static enum status
add_to_file(void *ctx, struct str piece, struct err *err)
{
	struct file_target *t = ctx;

	return fs_out_add(t->file, piece, err);
}

static void
provenance_json(const struct book_fact *facts, size_t count, struct buf *out)
{
	struct json j = { .out = out };

	json_open(&j, '{');
	for (size_t i = 0; i < count; i++) {
		json_key(&j, facts[i].code);
		json_str(&j, str_z(facts[i].value));
	}
	json_close(&j);
	buf_addc(out, '\n');
}

const char *
export_beside_path(struct arena *a, const char *path)
{
	return arena_printf(a, "%s.provenance.json", path);
}

static enum status
beside_file(void *ctx, const struct book_fact *facts, size_t count, struct err *err)
{
	struct file_target *t = ctx;
	struct buf text = { 0 };
	enum status st =
		fs_out_open(export_beside_path(t->a, t->path), t->replace, &t->beside, err);

	if (!st) {
		provenance_json(facts, count, &text);
		st = fs_out_add(t->beside, buf_str(&text), err);
	}
	buf_done(&text);
	return st;
}

/* The provenance first: a table whose provenance is missing would be found later. */
static enum status
commit(struct file_target *t, enum status st, struct err *err)
{
	if (!st && t->beside) {
		st = fs_out_commit(t->beside, err);
		t->beside = NULL;
	}
	if (!st)
		return fs_out_commit(t->file, err);
	fs_out_drop(t->beside);
	fs_out_drop(t->file);
	return st;
}

static enum status
to_file(struct session *s, const struct export_order *o, const char *path, bool replace,
	const struct export_hooks *hooks, struct arena *a, struct export_done *out, struct err *err)
{
	struct file_target file = { .path = path, .replace = replace, .a = a };
	struct export_target to = { &file, add_to_file, beside_file };
	enum status st = session_check_output(s, path, err);

	if (!st)
		st = session_check_output(s, export_beside_path(a, path), err);
	if (!st)
		st = fs_out_open(path, replace, &file.file, err);
	return st ? st : commit(&file, export_run(s, o, &to, hooks, NULL, a, out, err), err);
}

/* "-" on a screen, which has no standard output of its own. */
static enum status
refuse_stream(struct err *err)
{
	return err_set(err, ERR_INPUT,
		_("« - » est la sortie standard, que seule la ligne de commande a : donnez un nom "
		  "de fichier"));
}

enum status
export_check_file(struct session *s, const char *path, struct err *err)
{
	return strcmp(path, "-") == 0 ? refuse_stream(err) : session_check_output(s, path, err);
}

enum status
export_write(struct session *s, const struct export_order *o, const char *path, bool replace,
	enum status (*stream)(void *ctx, struct str piece, struct err *err), void *ctx,
	const struct export_hooks *hooks, struct arena *a, struct export_done *out, struct err *err)
{
	struct export_target to = { ctx, stream, NULL };
	bool streamed = strcmp(path, "-") == 0;
	enum status st = streamed && !stream ? refuse_stream(err) : session_read_begin(s, err);

	if (st)
		return st;
	if (streamed)
		st = export_run(s, o, &to, hooks, NULL, a, out, err);
	else
		st = to_file(s, o, path, replace, hooks, a, out, err);
	session_read_end(s);
	return st;
}
