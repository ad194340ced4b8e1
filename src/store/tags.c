/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/store/tags.h"

#include "list_priv.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/tag.h"
#include "store_priv.h"

/* Shared tags, or those of one agent. */
struct tag_source {
	struct db *db;
	bool personal;
	struct str agent;
};

static struct sql
source_open(const struct tag_source *from, enum sql_id shared, enum sql_id personal)
{
	struct sql q = sql_open(from->db, from->personal ? personal : shared);

	if (from->personal)
		sql_str(&q, ":agent", from->agent);
	return q;
}

static enum status
names_of(const struct tag_source *from, struct arena *a, struct str **out, size_t *count,
	struct err *err)
{
	struct sql q = source_open(from, SQL_TAG_NAMES, SQL_PERSONAL_TAG_NAMES);
	struct str *list = NULL;
	size_t n = 0, cap = 0;
	enum status st;
	bool row;

	while (!(st = sql_step(&q, &row, err)) && row)
		ARENA_PUSH(a, list, n, cap, sql_col_str(&q, 0, a));
	*out = list;
	*count = n;
	return st;
}

static enum status
dossiers_of(const struct tag_source *from, struct str name, struct numset *out, struct err *err)
{
	struct sql q = source_open(from, SQL_TAG_DOSSIERS, SQL_PERSONAL_TAG_DOSSIERS);
	enum status st;
	bool row;

	sql_str(&q, ":tag", name);
	while (!(st = sql_step(&q, &row, err)) && row)
		numset_add(out, sql_col_int(&q, 0));
	return st;
}

static enum status
add_tags_of(const struct tag_source *from, int64_t number, struct arena *a,
	struct stored_tag **list, size_t *n, size_t *cap, struct err *err)
{
	struct sql q = source_open(from, SQL_TAGS_OF, SQL_PERSONAL_TAGS_OF);
	struct stored_tag tag = { .personal = from->personal, .count = 1 };
	enum status st;
	bool row;

	sql_int(&q, ":dossier", number);
	while (!(st = sql_step(&q, &row, err)) && row) {
		tag.name = sql_col_str(&q, 0, a);
		ARENA_PUSH(a, *list, *n, *cap, tag);
	}
	return st;
}

enum status
store_tags_of(struct store *st, int64_t number, struct str agent, struct arena *a,
	struct stored_tag **out, size_t *count, struct err *err)
{
	struct tag_source shared = { &st->db, false, STR_NONE }, own = { &st->db, true, agent };
	struct stored_tag *list = NULL;
	size_t n = 0, cap = 0;
	enum status status = add_tags_of(&shared, number, a, &list, &n, &cap, err);

	if (!status)
		status = add_tags_of(&own, number, a, &list, &n, &cap, err);
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

static enum status
add_counted(const struct tag_source *from, struct members *scope, struct arena *a,
	struct stored_tag **list, size_t *n, size_t *cap, struct err *err)
{
	struct stored_tag tag = { .personal = from->personal };
	struct str *names;
	size_t count;
	enum status st = names_of(from, a, &names, &count, err);

	for (size_t i = 0; i < count && !st; i++) {
		struct numset bearers = { 0 };

		st = dossiers_of(from, names[i], &bearers, err);
		if (!scope->all)
			numset_and(&bearers, &scope->set);
		tag.name = names[i];
		tag.count = (int64_t)bearers.count;
		if (tag.count > 0)
			ARENA_PUSH(a, *list, *n, *cap, tag);
		numset_done(&bearers);
	}
	return st;
}

enum status
store_tags_all(struct store *st, struct str agent, struct str departments, struct arena *a,
	struct stored_tag **out, size_t *count, struct err *err)
{
	struct tag_source shared = { &st->db, false, STR_NONE }, own = { &st->db, true, agent };
	struct members scope = { 0 };
	struct stored_tag *list = NULL;
	size_t n = 0, cap = 0;
	enum status status = members_of_scope(&st->db, departments, &scope, err);

	if (!status)
		status = add_counted(&shared, &scope, a, &list, &n, &cap, err);
	if (!status)
		status = add_counted(&own, &scope, a, &list, &n, &cap, err);
	members_done(&scope);
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
store_tag_spelling(struct store *st, struct str name, bool personal, struct str agent,
	struct arena *a, struct str *out, struct err *err)
{
	struct tag_source from = { &st->db, personal, agent };
	struct str *names, found = STR_NONE;
	size_t count;
	enum status status = names_of(&from, a, &names, &count, err);

	if (status)
		return status;
	for (size_t i = 0; i < count && !found.ptr; i++)
		if (tag_same(names[i], name))
			found = names[i];
	*out = found;
	return OK;
}

enum status
store_personal_tag_set(struct store *st, struct str agent, int64_t number, struct str name, bool on,
	bool *changed, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_PERSONAL_TAG_IS);
	int64_t is = 0;
	enum status status = store_must_write(st, err);

	sql_str(&q, ":agent", agent);
	sql_int(&q, ":dossier", number);
	sql_str(&q, ":tag", name);
	if (!status)
		status = sql_one_int(&q, 0, &is, err);
	else
		sql_close(&q);
	if (status || (is != 0) == on) {
		*changed = false;
		return status;
	}
	q = sql_open(&st->db, on ? SQL_PERSONAL_TAG_ADD : SQL_PERSONAL_TAG_DELETE);
	sql_str(&q, ":agent", agent);
	sql_int(&q, ":dossier", number);
	sql_str(&q, ":tag", name);
	*changed = true;
	return sql_run(&q, err);
}

enum status
store_tag_members(struct store *st, struct str name, bool prefix, struct str agent,
	struct numset *out, struct err *err)
{
	bool personal = name.len > 0 && *name.ptr == '~';
	struct tag_source from = { &st->db, personal, agent };
	struct arena a = { 0 };
	struct str wanted, *names, found;
	size_t count;
	enum status status = names_of(&from, &a, &names, &count, err);

	wanted = utf8_fold(&a, personal ? (struct str){ name.ptr + 1, name.len - 1 } : name);
	for (size_t i = 0; i < count && !status; i++) {
		found = utf8_fold(&a, names[i]);
		if (prefix ? str_starts(found, wanted) : str_eq(found, wanted))
			status = dossiers_of(&from, names[i], out, err);
	}
	arena_done(&a);
	return status;
}
