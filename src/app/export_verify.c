/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether a file still says what the base says. Its provenance tells how to make it again; made again with
 * the same provenance it must be the same, byte for byte. Where it is not, the digest of the rows tells
 * whether the base has changed or the file.
 */
#include "export_write.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/acts.h"

#define FILE_MOST ((size_t)1 << 30)

struct proof_of_file {
	struct str bytes;
	struct book_fact *facts;
	size_t count;
	const char *format;
};

/* A bare table has its provenance beside it, which json reads like the end of its own files. */
static enum status
facts_beside(
	struct proof_of_file *f, const char *path, struct arena *a, bool *found, struct err *err)
{
	const struct book_format *json;
	struct str bytes;
	enum status st = book_format_find("json", &json, err);

	if (!st && fs_read(export_beside_path(a, path), FILE_MOST, a, &bytes, NULL))
		return OK;
	if (st)
		return st;
	bytes = str_z(arena_printf(a, "],\"provenance\":%.*s", STR_ARG(bytes)));
	return json->facts(bytes, a, &f->facts, &f->count, found, err);
}

/* The format that knows its own file; the plug-in is asked only where its files can be meant. */
static enum status
find_facts(struct proof_of_file *f, const char *path, struct arena *a, bool *found, struct err *err)
{
	static const char *const candidates[2][4] = { { "csv", "json" }, { "ods", "xlsx", "pdf" } };
	bool office = str_starts(f->bytes, STR("PK")) || str_starts(f->bytes, STR("%PDF"));
	const struct book_format *format;
	enum status st = OK;

	*found = false;
	for (size_t i = 0; candidates[office][i] && !st && !*found; i++) {
		st = book_format_find(candidates[office][i], &format, err);
		if (!st)
			st = format->facts(f->bytes, a, &f->facts, &f->count, found, err);
		*found = *found && fact_value(f->facts, f->count, "digest")[0];
	}
	return st || *found || office ? st : facts_beside(f, path, a, found, err);
}

/* An option of the command that makes the file again: what follows " --name ". */
static struct str
option_of(struct arena *a, const char *command, const char *name)
{
	struct str text = str_z(command);
	ptrdiff_t at = str_find(text, str_z(arena_printf(a, " --%s ", name)));
	struct buf b = { 0 };
	struct str out;
	bool quoted;

	if (at < 0)
		return STR_NONE;
	text = (struct str){ text.ptr + at + 4 + strlen(name),
		text.len - (size_t)at - 4 - strlen(name) };
	quoted = text.len && *text.ptr == '\'';
	for (size_t i = quoted ? 1 : 0; i < text.len; i++) {
		if (text.ptr[i] == (quoted ? '\'' : ' '))
			break;
		buf_addc(&b, text.ptr[i]);
	}
	out = arena_str(a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return out;
}

/* The query of the command, between the preset and the options. */
static struct str
query_of(struct arena *a, const char *command)
{
	struct str rest = str_z(command), word;
	struct buf b = { 0 };
	struct str out;
	bool inside = false;

	for (int i = 0; i < 3; i++)
		str_cut(&rest, ' ', &word);
	if (!rest.len || *rest.ptr != '\'')
		return STR_NONE;
	for (size_t i = 0; i < rest.len; i++) {
		if (rest.ptr[i] == '\'')
			inside = !inside;
		else if (!inside && rest.ptr[i] == '\\' && i + 1 < rest.len)
			buf_addc(&b, rest.ptr[++i]);
		else if (!inside)
			break;
		else
			buf_addc(&b, rest.ptr[i]);
	}
	out = arena_str(a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return out;
}

/* Bytes made again against those of the file: compared as they come. */
struct comparing {
	struct str rest;
	bool same;
};

static enum status
compare_piece(void *ctx, struct str piece, struct err *err)
{
	struct comparing *c = ctx;

	(void)err;
	c->same = c->same && piece.len <= c->rest.len &&
		  memcmp(c->rest.ptr, piece.ptr, piece.len) == 0;
	if (c->same)
		c->rest = (struct str){ c->rest.ptr + piece.len, c->rest.len - piece.len };
	return OK;
}

static enum status
made_again(struct session *s, const struct proof_of_file *f, struct arena *a,
	struct export_check *k, struct err *err)
{
	const char *command = fact_value(f->facts, f->count, "command");
	const struct export_order o = { .preset = k->preset,
		.query = query_of(a, command),
		.columns = option_of(a, command, "columns"),
		.sort = option_of(a, command, "sort"),
		.format = arena_z(a, option_of(a, command, "format")) };
	struct comparing c = { f->bytes, true };
	struct export_target to = { &c, compare_piece, NULL };
	struct export_done done;
	enum status st = session_read_begin(s, err);

	if (st)
		return st;
	st = export_run(s, &o, &to, NULL, f->facts, f->count, a, &done, err);
	session_read_end(s);
	if (st == ERR_USAGE && err)
		return err_set(err, ERR_INPUT,
			_("le modèle « %.*s » de ce fichier n'est plus là, ou il n'est pas le "
			  "vôtre : son auteur peut le vérifier, ou le partager"),
			STR_ARG(k->preset));
	if (st)
		return st;
	k->rows_now = done.rows;
	k->total_now = done.total;
	k->same_rows = str_eqz(str_z(fact_value(f->facts, f->count, "digest")), done.digest.s);
	k->intact = c.same && !c.rest.len;
	k->read_back = k->same_rows;
	return OK;
}

/* "12:<hex>": the act of that rank must have that hash here. */
static enum status
check_head(struct session *s, struct str head, struct arena *a, struct export_check *k,
	struct err *err)
{
	struct hash told, now;
	struct act_row *acts;
	struct str seq;
	int64_t n = 0, last;
	size_t count = 0;
	enum status st = OK;

	(void)a;
	if (!str_cut(&head, ':', &seq) || !str_int(seq, &n) || !hash_parse(head, &told))
		return OK;
	st = act_head(s->store, &last, &now, err);
	if (!st)
		st = act_page(s->store, 0, n + 1, 1, a, &acts, &count, err);
	if (st)
		return st;
	k->head_known = count == 1 && hash_eq(acts[0].act.hash, told);
	k->acts_since = k->head_known ? last - n : 0;
	return OK;
}

enum status
export_verify(struct session *s, const char *path, struct arena *a, struct export_check *out,
	struct err *err)
{
	struct proof_of_file f = { 0 };
	struct export_check k = { 0 };
	bool found = false;
	int64_t n;
	enum status st = fs_read(path, FILE_MOST, a, &f.bytes, err);

	if (!st)
		st = find_facts(&f, path, a, &found, err);
	k.ours = !st && found && fact_value(f.facts, f.count, "digest")[0];
	if (!st && k.ours) {
		k.preset = str_z(fact_value(f.facts, f.count, "preset"));
		k.query = str_z(fact_value(f.facts, f.count, "query"));
		k.author = str_z(fact_value(f.facts, f.count, "author"));
		k.command = str_z(fact_value(f.facts, f.count, "command"));
		if (!instant_parse(str_z(fact_value(f.facts, f.count, "at")), &k.at))
			k.at = INSTANT_NONE;
		if (str_int(str_z(fact_value(f.facts, f.count, "rows")), &n))
			k.rows_then = n;
		k.scope = str_z(fact_value(f.facts, f.count, "scope"));
		k.own_scope = str_eqz(k.scope, export_scope(s));
		k.control_then = str_z(fact_value(f.facts, f.count, "control"));
		st = made_again(s, &f, a, &k, err);
	}
	if (!st && k.ours)
		st = check_head(s, str_z(fact_value(f.facts, f.count, "head")), a, &k, err);
	if (!st)
		*out = k;
	return st;
}
