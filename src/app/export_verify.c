/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whether a file still says what the base says. Its provenance tells how to make it again; made again with
 * the same provenance it must be the same, byte for byte. Where it is not, the digest of the rows tells
 * whether the base has changed or the file. The provenance itself is worked out again, fact by fact: all but the
 * program, the author and the date, which are what the file declares.
 */
#include "export_command.h"
#include "export_plan.h"
#include "export_write.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/role.h"
#include "pupitre/store/acts.h"

#define FILE_MOST ((size_t)1 << 30)

struct proof_of_file {
	struct str bytes;
	struct book_fact *facts;
	size_t count;
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

/* Everything that is known of the file, and of today. */
struct verifying {
	struct session *s;
	struct arena *a;
	struct proof_of_file file;
	struct export_told told; /* by its command */
	struct export_again again;
	struct act_row head; /* of the register, when head_known */
	struct export_check *k;
	size_t cap;
};

static const char *
told(const struct verifying *v, int fact)
{
	return fact_value(v->file.facts, v->file.count, export_fact_code(fact));
}

static void
differs(struct verifying *v, const char *label, const char *was, const char *now, bool sure)
{
	const struct export_altered one = { label, was, now, sure };

	ARENA_PUSH(v->a, v->k->altered, v->k->altered_count, v->cap, one);
}

static void
expect(struct verifying *v, int fact, const char *now, bool sure)
{
	if (strcmp(told(v, fact), now) != 0)
		differs(v, export_fact_label(fact), told(v, fact), now, sure);
}

/* Ours, each once and in its place: the bytes would not miss one that was taken out. A format may leave out a fact
 * without a value; those that are not worked out again always have one. */
static void
check_list(struct verifying *v)
{
	static const int declared[] = { FACT_PROGRAM, FACT_AT, FACT_AUTHOR };
	size_t n = 0;
	bool whole;

	for (int i = 0; i < FACT_COUNT && n < v->file.count; i++)
		n += strcmp(v->file.facts[n].code, export_fact_code(i)) == 0;
	whole = n == v->file.count;
	for (size_t i = 0; i < sizeof declared / sizeof *declared; i++)
		whole = whole && told(v, declared[i])[0];
	if (!whole)
		differs(v, _("Provenance"), _("incomplète"), _("entière"), true);
}

static enum status
remake(struct verifying *v, struct export_check *k, struct err *err)
{
	struct comparing c = { v->file.bytes, true };
	struct export_target to = { &c, compare_piece, NULL };
	struct export_done done;
	enum status st = session_read_begin(v->s, err);

	if (st)
		return st;
	v->again.facts = v->file.facts;
	v->again.count = v->file.count;
	st = export_run(v->s, &v->told.order, &to, NULL, &v->again, v->a, &done, err);
	session_read_end(v->s);
	if (st == ERR_USAGE && err)
		return err_set(err, ERR_INPUT,
			_("le modèle « %.*s » de ce fichier n'est plus là, ou il n'est pas le "
			  "vôtre : son auteur peut le vérifier, ou le partager"),
			STR_ARG(k->preset));
	if (st && v->told.config.len && !v->s->config_folder)
		return err_set(err, ERR_INPUT,
			_("ce fichier a été fait avec une autre configuration : vérifiez-le par "
			  "pupitre --config %.*s verify-export"),
			STR_ARG(v->told.config));
	if (st)
		return st;
	k->rows_now = done.rows;
	k->total_now = done.total;
	k->same_rows = strcmp(told(v, FACT_DIGEST), done.digest.s) == 0;
	k->intact = c.same && !c.rest.len;
	k->read_back = k->same_rows;
	return OK;
}

/* "37,45" all within one's own; "tous" only for who has them all. */
static bool
within_scope(const struct session *s, struct str scope)
{
	struct str own = str_z(s->who.departments), one;
	bool more = true;

	if (str_eqz(scope, _("tous")) || str_eq(scope, own))
		return str_eq(own, STR("*")) || str_eq(scope, own);
	while (more) {
		more = str_cut(&scope, ',', &one);
		if (!scope_holds(own, str_trim(one)))
			return false;
	}
	return true;
}

/* As its author made it: on his départements, which are among those of who verifies. */
static enum status
remake_in_scope(struct verifying *v, struct export_check *k, struct err *err)
{
	const char *own = v->s->who.departments;
	enum status st;

	if (!str_eqz(k->scope, _("tous")))
		v->s->who.departments = arena_z(v->a, k->scope);
	st = remake(v, k, err);
	v->s->who.departments = own;
	return st;
}

/* "12:<hex>": the act of that rank must have that hash here. */
static enum status
check_head(struct verifying *v, struct export_check *k, struct err *err)
{
	struct str head = str_z(told(v, FACT_HEAD)), seq;
	struct hash hash, now;
	struct act_row *acts;
	int64_t n = 0, last;
	size_t count = 0;
	enum status st;

	if (!str_cut(&head, ':', &seq) || !str_int(seq, &n) || !hash_parse(head, &hash))
		return OK;
	st = act_head(v->s->store, &last, &now, err);
	if (!st)
		st = act_page(v->s->store, 0, n + 1, 1, v->a, &acts, &count, err);
	if (st)
		return st;
	k->head_known = count == 1 && acts[0].n == n && hash_eq(acts[0].act.hash, hash);
	k->acts_since = k->head_known ? last - n : 0;
	if (k->head_known)
		v->head = acts[0];
	return OK;
}

/* Whether a field was written after the head that the file names: then it could say another thing. */
static enum status
written_since(struct verifying *v, enum entity e, struct str key, const char *field, bool *out,
	struct err *err)
{
	struct act_row act;
	struct uid id;
	bool found = false;
	enum status st =
		field_revision(v->s->store, e, key, entity_field_find(e, str_z(field)), &id, err);

	if (!st && uid_is(id))
		st = act_find(v->s->store, id, v->a, &act, &found, err);
	if (!st)
		*out = found && act.n > v->head.n;
	return st;
}

static enum status
check_campaign(struct verifying *v, struct err *err)
{
	bool since;
	enum status st = written_since(v, ENTITY_CAMPAIGN, STR("1"), "name", &since, err);

	if (!st && !since)
		expect(v, FACT_CAMPAIGN, v->again.now[FACT_CAMPAIGN].value, true);
	return st;
}

/* A grid that was in force since then must be one of this base. */
static enum status
check_grid(struct verifying *v, struct err *err)
{
	struct record *grids;
	size_t n;
	bool since;
	enum status st = written_since(v, ENTITY_CAMPAIGN, STR("1"), "grid", &since, err);

	if (!st && !since)
		expect(v, FACT_GRID, v->again.now[FACT_GRID].value, true);
	if (st || !since)
		return st;
	st = store_rows(v->s->store, ENTITY_GRID, 0, v->a, &grids, &n, err);
	for (size_t i = 0; i < n && !st; i++) {
		struct str version = record_field(grids[i].values, ENTITY_GRID, "version");

		if (strcmp(told(v, FACT_GRID), arena_printf(v->a, "%.*s (%.12s)", STR_ARG(version),
						       grids[i].key.ptr)) == 0)
			return OK;
	}
	if (!st)
		expect(v, FACT_GRID, v->again.now[FACT_GRID].value, true);
	return st;
}

/* "Alice Martin (a.martin)" */
static struct str
login_of(struct str author)
{
	size_t i = author.len;

	if (!str_ends(author, STR(")")))
		return STR("");
	while (i > 0 && author.ptr[i - 1] != '(')
		i--;
	return (struct str){ author.ptr + i, author.len - 1 - i };
}

/* The author is who he says he is; his départements are the base's. */
static enum status
check_scope(struct verifying *v, struct err *err)
{
	struct str login = login_of(v->k->author), values[RECORD_FIELDS], departments;
	bool found, since = false;
	enum status st = store_row(v->s->store, ENTITY_AGENT, login, v->a, values, &found, err);

	if (st || !found)
		return st;
	st = written_since(v, ENTITY_AGENT, login, "departments", &since, err);
	departments = record_field(values, ENTITY_AGENT, "departments");
	if (!st && !since)
		expect(v, FACT_SCOPE,
			str_eqz(departments, "*") ? _("tous") : arena_z(v->a, departments), true);
	return st;
}

/* The command speaks in the name of the author. */
static void
check_command(struct verifying *v)
{
	const char *login = arena_z(v->a, login_of(v->k->author));

	if (v->told.as.ptr && !str_eqz(v->told.as, login))
		differs(v, export_fact_label(FACT_COMMAND),
			arena_printf(v->a, "--as %.*s", STR_ARG(v->told.as)),
			arena_printf(v->a, "--as %s", login), true);
}

static enum status
check_facts(struct verifying *v, struct export_check *k, struct err *err)
{
	static const int of_rows[] = { FACT_STATUS, FACT_ROWS, FACT_CONTROL };
	enum status st;

	check_command(v);
	expect(v, FACT_PRESET, arena_z(v->a, v->told.order.preset), true);
	expect(v, FACT_QUERY, v->again.now[FACT_QUERY].value, !k->saved_preset);
	for (size_t i = 0; k->same_rows && i < sizeof of_rows / sizeof *of_rows; i++)
		expect(v, of_rows[i], v->again.now[of_rows[i]].value,
			of_rows[i] != FACT_STATUS || !k->acts_since);
	if (!k->head_known)
		return OK;
	st = check_campaign(v, err);
	if (!st)
		st = check_grid(v, err);
	return st ? st : check_scope(v, err);
}

static void
read_facts(struct verifying *v, struct export_check *k)
{
	int64_t n;

	k->preset = str_z(told(v, FACT_PRESET));
	k->query = str_z(told(v, FACT_QUERY));
	k->author = str_z(told(v, FACT_AUTHOR));
	k->command = str_z(told(v, FACT_COMMAND));
	k->at = fact_instant(told(v, FACT_AT));
	if (str_int(str_z(told(v, FACT_ROWS)), &n))
		k->rows_then = n;
	k->scope = str_z(told(v, FACT_SCOPE));
	k->within_scope = within_scope(v->s, k->scope);
	k->control_then = str_z(told(v, FACT_CONTROL));
	k->own = str_eqz(login_of(k->author), v->s->who.login);
}

static enum status
verify(struct verifying *v, struct export_check *k, struct err *err)
{
	enum status st;

	read_facts(v, k);
	check_list(v);
	if (!export_command_read(told(v, FACT_COMMAND), v->a, &v->told)) {
		differs(v, export_fact_label(FACT_COMMAND), told(v, FACT_COMMAND), "", true);
		return OK;
	}
	k->saved_preset = !builtin_find(v->told.order.preset);
	if (!k->within_scope)
		return OK;
	st = remake_in_scope(v, k, err);
	if (!st)
		st = check_head(v, k, err);
	return st ? st : check_facts(v, k, err);
}

enum status
export_verify(struct session *s, const char *path, struct arena *a, struct export_check *out,
	struct err *err)
{
	struct export_check k = { 0 };
	struct verifying v = { .s = s, .a = a, .k = &k };
	bool found = false;
	enum status st = fs_read(path, FILE_MOST, a, &v.file.bytes, err);

	if (!st)
		st = find_facts(&v.file, path, a, &found, err);
	k.ours = !st && found && told(&v, FACT_DIGEST)[0];
	if (!st && k.ours)
		st = verify(&v, &k, err);
	if (!st)
		*out = k;
	return st;
}
