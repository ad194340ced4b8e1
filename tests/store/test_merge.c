/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts of another copy: received as they are, applied by their letters, asked for again; who wrote a
 * field, who knew what; savepoints, copies that become others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/dossiers.h"
#include "pupitre/store/drafts.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/list.h"
#include "pupitre/store/merge.h"
#include "pupitre/store/record.h"
#include "support/sister.h"

#define MARK "4012345/a.martin/I3"
#define OPEN() assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK)

static const struct store_options anywhere = { .any_file_system = true };

static struct scratch s, sister;

/* At both: agents, an import, the dossier examined. */
static int
setup(void **state)
{
	struct dossier d[2];

	(void)state;
	scratch_init(&s);
	d[0] = scratch_dossier(&s, 4012345);
	d[1] = scratch_dossier(&s, 4012346);
	scratch_import(&s, d, 2);
	scratch_act1(&s, "move", 4012345, "instruction", "4012345", "state", "admissible",
		"instruction");
	sister_init(&sister, &s, "soeur.db");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	sister_done(&sister);
	scratch_done(&s);
	return 0;
}

static struct uid
mark_at(struct scratch *at, const char *was, const char *now, const char *comment)
{
	struct change c[2] = { scratch_change("mark", MARK, "value", was, now),
		scratch_change("mark", MARK, "comment", "", comment) };

	return scratch_act(at, "evaluate", 4012345, c, *comment ? 2 : 1, NULL);
}

static const char *
value(const char *entity, const char *key, const char *field)
{
	struct change c = scratch_change(entity, key, field, "", "");
	struct str v;

	assert_int_equal(store_get(s.st, c.entity, c.key, c.field, &s.a, &v, &s.err), OK);
	return v.ptr ? arena_z(&s.a, v) : "-";
}

static struct uid
revision(const char *entity, const char *key, const char *field)
{
	struct change c = scratch_change(entity, key, field, "", "");
	struct uid id;

	assert_int_equal(field_revision(s.st, c.entity, c.key, c.field, &id, &s.err), OK);
	return id;
}

static void
received_as_they_are(void **state)
{
	struct uid first = mark_at(&sister, "", "2", "Jalons datés."), second;
	struct act_row r, at;
	struct act_row *since;
	struct merge_line line, *lines;
	struct act_text *texts;
	size_t n;
	bool found;

	(void)state;
	second = mark_at(&sister, "2", "3", "");
	struct sister_act sent[] = { { first, "aa", NULL }, { second, "q", "deux valeurs" } };
	struct uid merge = sister_merge(&s, &sister, sent, 2);

	assert_string_equal(value("mark", MARK, "value"), "2");
	assert_string_equal(value("mark", MARK, "comment"), "Jalons datés.");
	assert_true(uid_eq(revision("mark", MARK, "value"), first));
	r = sister_find(&s, first);
	assert_true(str_eq(r.act.station, store_station(sister.st)));
	assert_int_equal(r.act.seq, 1);
	assert_int_equal(r.n, 4);
	assert_true(hash_eq(r.act.hash, sister_find(&sister, first).act.hash));
	assert_int_equal(act_at(s.st, r.act.station, 2, &s.a, &at, &found, &s.err), OK);
	assert_true(found && uid_eq(at.act.id, second));
	assert_int_equal(act_at(s.st, r.act.station, 3, &s.a, &at, &found, &s.err), OK);
	assert_false(found);
	assert_int_equal(acts_since(s.st, 3, 2, &s.a, &since, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_true(uid_eq(since[0].act.id, first) && uid_eq(since[1].act.id, second));
	assert_int_equal(act_texts_of(s.st, &r.act, &s.a, &texts, &n, &s.err), OK);
	assert_int_equal(n, 1);
	assert_true(str_eqz(texts[0].text, "Jalons datés.") && texts[0].salt.len == 16);
	assert_int_equal(merge_line_of(s.st, second, &s.a, &line, &found, &s.err), OK);
	assert_true(found && str_eqz(line.outcome, "q") && str_eqz(line.why, "deux valeurs"));
	assert_true(uid_eq(line.merge, merge));
	assert_int_equal(merge_line_of(s.st, merge, &s.a, &line, &found, &s.err), OK);
	assert_false(found);
	assert_int_equal(merge_lines(s.st, merge, &s.a, &lines, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_true(uid_eq(lines[0].act, first) && !lines[0].why.ptr);
}

/* Not one of these may leave a row. */
static void
refused(const struct act *act, const struct act_text *texts, size_t n, const char *why)
{
	int64_t acts = scratch_int(&s, "SELECT count(*) FROM act");

	OPEN();
	assert_int_equal(act_receive(s.st, act, texts, n, &s.err), ERR_INPUT);
	if (!strstr(s.err.text, why))
		fail_msg("« %s » is not in: %s", why, s.err.text);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM act"), acts);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM act_text"), 0);
}

static void
hashed(struct act act, const char *why)
{
	act.hash = act_hash(&act);
	refused(&act, NULL, 0, why);
}

static void
refused_acts(void **state)
{
	struct act first = sister_find(&sister, mark_at(&sister, "", "2", "")).act;
	struct act second = sister_find(&sister, mark_at(&sister, "2", "3", "")).act, act;
	struct act text = sister_find(&sister, mark_at(&sister, "3", "2", "Autre.")).act;
	struct act_text *texts, two[2];
	size_t n;

	(void)state;
	act = first;
	act.agent = STR("b.durand");
	refused(&act, NULL, 0, "ne correspond pas à son empreinte");
	refused(&second, NULL, 0, "les actes qui le précèdent manquent");
	act = first;
	act.station = STR("0123");
	hashed(act, "de quel poste");
	act.station = store_station(s.st);
	act.seq = 4;
	hashed(act, "sauvegarde plus ancienne");
	act = first;
	act.has_prev = true;
	hashed(act, "ne suit pas");
	act = first;
	act.payload.len--;
	hashed(act, "illisible");
	act = first;
	act.id = sister_find(&s, revision("instruction", "4012345", "state")).act.id;
	hashed(act, "son identifiant");
	assert_int_equal(act_texts_of(sister.st, &text, &sister.a, &texts, &n, &sister.err), OK);
	refused(&first, texts, 1, "ses textes ne sont pas ceux");
	act = first;
	act.payload = text.payload;
	act.hash = act_hash(&act);
	two[0] = two[1] = texts[0];
	refused(&act, NULL, 0, "ses textes ne sont pas ceux");
	refused(&act, two, 2, "ses textes ne sont pas ceux");
	two[0].text = STR("Autre!");
	refused(&act, two, 1, "ses textes ne sont pas ceux");
}

/* The same place with another content is what a cloned laptop gives. */
static void
same_place_twice(void **state)
{
	struct uid id = mark_at(&sister, "", "2", "");
	struct sister_act sent = { id, "a", NULL };
	struct act act = sister_find(&sister, id).act;

	(void)state;
	sister_merge(&s, &sister, &sent, 1);
	refused(&act, NULL, 0, "un acte de ce rang est déjà là");
	act.id = uid_new(&s.ids);
	hashed(act, "un acte de ce rang est déjà là");
	act.seq = 2;
	hashed(act, "ne suit pas");
}

static const char *
history(const char *entity, const char *key, const char *field, size_t max)
{
	struct change c = scratch_change(entity, key, field, "", "");
	struct field_write *list;
	const char *out = "";
	size_t n;

	assert_int_equal(field_history(s.st, 4012345, c.entity, c.key, c.field, max, &s.a, &list,
				 &n, &s.err),
		OK);
	for (size_t i = 0; i < n; i++)
		out = arena_printf(&s.a, "%s%s%.*s%s", out, i ? " " : "", STR_ARG(list[i].value),
			list[i].platform ? "*" : "");
	return out;
}

static void
who_wrote_a_field(void **state)
{
	struct sister_act sent[4] = { { .outcome = "ac" }, { .outcome = "r" }, { .outcome = "q" },
		{ .outcome = "c" } };

	(void)state;
	assert_string_equal(
		history("instruction", "4012345", "state", 0), "instruction admissible*");
	assert_string_equal(history("instruction", "4012345", "state", 1), "instruction");
	assert_string_equal(history("decision", "4012345", "kind", 0), "");
	mark_at(&s, "", "1", "");
	sent[0].id = mark_at(&sister, "", "2", "Un.");
	sent[1].id = mark_at(&sister, "2", "0", "");
	sent[2].id = mark_at(&sister, "0", "7", "");
	sent[3].id = mark_at(&sister, "7", "2", "");
	sister_merge(&s, &sister, sent, 4);
	mark_at(&s, "2", "3", "Deux.");
	scratch_act1(&s, "evaluate", 4012345, "mark", "4012345/a.martin/I33", "value", "", "9");
	assert_string_equal(history("mark", MARK, "value", 0), "3 2 2 1");
	assert_string_equal(history("mark", MARK, "value", 2), "3 2");
	assert_string_equal(history("mark", MARK, "comment", 0), "Deux. Un.");
	assert_string_equal(value("mark", MARK, "value"), "3");
	/* The convergent comment moved the revision, and nothing else. */
	assert_string_equal(value("mark", MARK, "comment"), "Deux.");
}

/* Letters c leave the row; a wrong number of letters is a mistake of ours. */
static void
letters(void **state)
{
	struct change c[2] = { scratch_change("mark", MARK, "value", "", "4"),
		scratch_change("mark", MARK, "comment", "", "x") };
	struct uid by = uid_new(&s.ids);

	(void)state;
	OPEN();
	assert_int_equal(store_apply(s.st, c, 2, "a", by, &s.err), ERR_SYSTEM);
	assert_int_equal(store_apply(s.st, c, 2, "rn", by, &s.err), OK);
	assert_string_equal(value("mark", MARK, "value"), "-");
	assert_int_equal(store_apply(s.st, c, 2, "ac", by, &s.err), OK);
	assert_string_equal(value("mark", MARK, "value"), "4");
	assert_string_equal(value("mark", MARK, "comment"), "-");
	assert_true(uid_eq(revision("mark", MARK, "comment"), by));
	assert_int_equal(store_apply(s.st, c, 2, NULL, by, &s.err), OK);
	assert_string_equal(value("mark", MARK, "comment"), "x");
	store_rollback(s.st);
	assert_int_equal(store_apply(s.st, c, 2, NULL, by, &s.err), ERR_SYSTEM);
	assert_int_equal(act_receive(s.st, NULL, NULL, 0, &s.err), ERR_SYSTEM);
}

static void
vectors(void **state)
{
	struct sister_act sent = { mark_at(&sister, "", "2", ""), "a", NULL };
	struct str here = arena_str(&s.a, store_station(s.st)), v;
	struct str there = arena_str(&s.a, store_station(sister.st));
	const char *laptop = "00000000000000000000000000000001";
	bool first = str_cmp(here, there) < 0;

	(void)state;
	assert_int_equal(store_vector(s.st, &s.a, &v, &s.err), OK);
	assert_string_equal(v.ptr, arena_printf(&s.a, "%s:3", here.ptr));
	assert_int_equal(vector_of(s.st, here, 4, &s.a, &v, &s.err), OK);
	assert_string_equal(v.ptr, "");
	sister_merge(&s, &sister, &sent, 1);
	assert_int_equal(store_vector(s.st, &s.a, &v, &s.err), OK);
	assert_string_equal(
		v.ptr, arena_printf(&s.a, "%s:%d %s:%d", first ? here.ptr : there.ptr,
			       first ? 4 : 1, first ? there.ptr : here.ptr, first ? 1 : 4));
	assert_int_equal(vector_seq(v, here), 4);
	assert_int_equal(vector_seq(v, there), 1);
	/* Its merge is act 4: it knew nobody when it made that one, then the sister's first. */
	assert_int_equal(vector_of(s.st, here, 4, &s.a, &v, &s.err), OK);
	assert_int_equal(vector_seq(v, there), 0);
	assert_int_equal(vector_of(s.st, here, 5, &s.a, &v, &s.err), OK);
	assert_int_equal(vector_seq(v, there), 1);
	assert_int_equal(vector_seq(STR(""), there), 0);
	assert_int_equal(vector_seq(STR_NONE, there), 0);
	assert_int_equal(vector_seq(STR("a:x b c:-3 d:12"), STR("a")), 0);
	assert_int_equal(vector_seq(STR("a:x b c:-3 d:12"), STR("c")), 0);
	assert_int_equal(vector_seq(STR("a:x b c:-3 d:12"), STR("d")), 12);
	struct change c[] = { scratch_change("bundle", laptop, "agent", "", "a.martin"),
		scratch_change("bundle", laptop, "station", "", laptop),
		scratch_change("bundle", laptop, "known", "", "aa:7") };
	scratch_act(&s, "bundle", 0, c, 3, NULL);
	assert_int_equal(vector_of(s.st, str_z(laptop), 1, &s.a, &v, &s.err), OK);
	assert_string_equal(v.ptr, "aa:7");
}

static void
put(const char *amount)
{
	struct change c = scratch_change("envelope", "45", "amount_cents", "", amount);

	assert_int_equal(store_put(s.st, &c, 1, &s.err), OK);
}

static void
savepoints(void **state)
{
	struct uid other = uid_new(&s.ids), none = { 0 };
	struct str station = arena_str(&s.a, store_station(s.st));

	(void)state;
	assert_int_equal(store_mark(s.st, &s.err), ERR_SYSTEM);
	OPEN();
	assert_int_equal(store_mark_back(s.st, &s.err), ERR_SYSTEM);
	assert_int_equal(store_mark(s.st, &s.err), OK);
	put("1");
	assert_int_equal(store_mark(s.st, &s.err), OK);
	put("2");
	assert_int_equal(store_become(s.st, other, none, STR_NONE, &s.err), OK);
	assert_int_equal(store_mark_back(s.st, &s.err), OK);
	assert_string_equal(value("envelope", "45", "amount_cents"), "1");
	assert_true(str_eq(store_station(s.st), station));
	assert_int_equal(store_mark(s.st, &s.err), OK);
	put("3");
	assert_int_equal(store_mark_keep(s.st, &s.err), OK);
	assert_int_equal(store_mark_keep(s.st, &s.err), OK);
	assert_int_equal(store_mark_keep(s.st, &s.err), ERR_SYSTEM);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_string_equal(value("envelope", "45", "amount_cents"), "3");
	OPEN();
	assert_int_equal(store_mark(s.st, &s.err), OK);
	put("4");
	store_rollback(s.st);
	assert_string_equal(value("envelope", "45", "amount_cents"), "3");
	OPEN();
	assert_int_equal(store_mark_keep(s.st, &s.err), ERR_SYSTEM);
	store_rollback(s.st);
}

static void
copies(void **state)
{
	struct uid mallette = uid_new(&s.ids), station = uid_new(&s.ids);
	struct store *copy = NULL;
	char path[128];

	(void)state;
	assert_false(uid_is(store_bundle(s.st)));
	assert_null(store_origin(s.st).ptr);
	assert_true(str_eq(store_origin(sister.st), store_station(s.st)));
	assert_true(uid_eq(store_base(sister.st), store_base(s.st)));
	snprintf(path, sizeof(path), "%s/copie.base", s.dir);
	assert_int_equal(
		store_create_copy(path, &anywhere, store_base(s.st), NULL, &copy, &s.err), OK);
	assert_true(uid_eq(store_base(copy), store_base(s.st)));
	assert_false(str_eq(store_station(copy), store_station(s.st)));
	assert_int_equal(store_become(copy, station, mallette, STR_NONE, &s.err), ERR_SYSTEM);
	assert_int_equal(store_begin(copy, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_become(copy, station, mallette, STR_NONE, &s.err), OK);
	assert_true(uid_eq(store_bundle(copy), mallette));
	store_rollback(copy);
	assert_false(uid_is(store_bundle(copy)));
	assert_int_equal(store_begin(copy, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_become(copy, station, mallette, store_station(s.st), &s.err), OK);
	assert_int_equal(store_commit(copy, &s.err), OK);
	store_close(copy);
	assert_int_equal(store_open(path, &anywhere, &copy, &s.err), OK);
	assert_true(uid_eq(store_bundle(copy), mallette));
	assert_string_equal(store_station(copy).ptr, uid_hex(station).s);
	assert_true(str_eq(store_origin(copy), store_station(s.st)));
	store_close(copy);
	assert_int_equal(
		store_create_copy(path, &anywhere, mallette, NULL, &copy, &s.err), ERR_INPUT);
}

static void
private_rows_are_forgotten(void **state)
{
	static const char count[] = "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM "
				    "draft_step) + (SELECT count(*) FROM preference) + "
				    "(SELECT count(*) FROM personal_tag)";

	(void)state;
	scratch_sql(&s,
		"INSERT INTO draft VALUES ('a.martin', 4012345, 'score', 'I3', '2');"
		"INSERT INTO draft_step (agent, dossier, form, field) VALUES ('a', 1, 'x', 'y');"
		"INSERT INTO preference VALUES ('a.martin', 'theme', 'dark');"
		"INSERT INTO personal_tag VALUES ('a.martin', 4012345, 'à voir')");
	assert_int_equal(scratch_int(&s, count), 4);
	assert_int_equal(store_forget_private(s.st, &s.err), ERR_SYSTEM);
	OPEN();
	assert_int_equal(store_forget_private(s.st, &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_int_equal(scratch_int(&s, count), 0);
}

static void
ask(const char *id, const char *dossier, const char *at, const char *status)
{
	struct change c[] = { scratch_change("question", id, "dossier", "", dossier),
		scratch_change("question", id, "kind", "", "value"),
		scratch_change("question", id, "status", "", status),
		scratch_change("question", id, "at", "", at),
		scratch_change(
			"question_field", arena_printf(&s.a, "%s/1", id), "entity", "", "mark"),
		scratch_change("question_field", arena_printf(&s.a, "%s/0", id), "entity", "",
			"evaluation") };

	scratch_act(&s, "question", atoll(dossier), c, 6, NULL);
}

static bool
listed(bool *has_proposal, const char **away)
{
	struct viewer viewer = { .departments = STR("*"), .today = DAY_NONE };
	struct list_row row;
	bool found;

	assert_int_equal(store_list_row(s.st, 4012345, &viewer, &s.a, &row, &found, &s.err), OK);
	assert_true(found);
	*has_proposal = row.has_proposal;
	*away = arena_z(&s.a, row.away);
	return row.question;
}

static void
open_questions(void **state)
{
	const char *a = "0000000000000000000000000000000a", *b = "0000000000000000000000000000000b",
		   *c = "0000000000000000000000000000000c", *away;
	struct record *list, *fields;
	bool proposed;
	size_t n;

	(void)state;
	assert_false(listed(&proposed, &away));
	ask(a, "4012345", "3000", "open");
	ask(b, "4012346", "2000", "open");
	ask(c, "4012345", "1000", "kept");
	assert_true(listed(&proposed, &away));
	assert_int_equal(questions_open(s.st, 0, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].key.ptr, b);
	assert_int_equal(questions_open(s.st, 4012345, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].key.ptr, a);
	assert_string_equal(list[0].values[0].ptr, "4012345");
	assert_int_equal(question_fields(s.st, str_z(a), &s.a, &fields, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_string_equal(fields[0].values[0].ptr, "evaluation");
	scratch_act1(&s, "answer", 4012345, "question", a, "status", "open", "kept");
	assert_false(listed(&proposed, &away));
	assert_int_equal(questions_open(s.st, 4012345, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 0);
}

static void
bundle(const char *id, const char *agent, const char *since)
{
	struct change c[] = { scratch_change("away", arena_printf(&s.a, "4012345/%s", id), "since",
				      "", since),
		scratch_change("bundle", id, "agent", "", agent),
		scratch_change("bundle", id, "status", "", "open") };

	scratch_act(&s, "bundle", 0, c, 3, NULL);
}

static const char *
on_tour(void)
{
	const char *away;
	bool proposed;

	listed(&proposed, &away);
	return away;
}

static void
marks_of_the_list(void **state)
{
	const char *a = "0000000000000000000000000000000a", *b = "0000000000000000000000000000000b";
	struct findings f;
	const char *away;
	bool proposed;

	(void)state;
	assert_string_equal(on_tour(), "");
	bundle(a, "a.martin", "1000");
	assert_string_equal(on_tour(), "a.martin");
	bundle(b, "b.durand", "2000");
	assert_string_equal(on_tour(), "b.durand, a.martin"); /* newest first */
	scratch_act1(&s, "bundle", 0, "bundle", b, "status", "open", "revoked");
	assert_string_equal(on_tour(), "a.martin");
	scratch_act1(&s, "bundle", 0, "away", "4012345/0000000000000000000000000000000a", "since",
		"1000", "");
	assert_string_equal(on_tour(), "");
	scratch_act1(&s, "propose", 4012345, "proposal", "4012345/a.martin", "kind", "", "refuse");
	listed(&proposed, &away);
	assert_true(proposed);
	scratch_check(&s, PROOF_FILE | PROOF_REPLAY, &f);
	assert_string_equal(f.text, "");
	scratch_sql(&s, "UPDATE listing SET away = 'x' WHERE number = 4012346");
	scratch_check(&s, PROOF_FILE, &f);
	assert_non_null(strstr(f.text, "la ligne du dossier 4012346 n'est pas à jour"));
	OPEN();
	assert_int_equal(store_rebuild(s.st, NULL, &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	scratch_check(&s, PROOF_FILE, &f);
	assert_string_equal(f.text, "");
	scratch_act1(&s, "propose", 4012345, "proposal", "4012345/a.martin", "kind", "refuse", "");
	listed(&proposed, &away);
	assert_false(proposed);
}

static void
kept_versions(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345), back;
	struct kept_version *list, v;
	struct uid act;
	size_t n;

	(void)state;
	d.title = STR("Autre titre");
	act = scratch_import(&s, &d, 1);
	assert_int_equal(versions_of_import(s.st, act, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].dossier, 4012345);
	assert_int_equal(version_read(&list[0], &s.a, &back, &s.err), OK);
	assert_true(hash_eq(dossier_hash(&back), dossier_hash(&d)));
	act = scratch_import(&s, &d, 1); /* unchanged: it brings none */
	assert_int_equal(versions_of_import(s.st, act, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 0);
	act = sister_find(&s, revision("instruction", "4012346", "state")).act.id;
	assert_int_equal(versions_of_import(s.st, act, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 2);
	v = list[0];
	v.dossier = 4012346;
	assert_int_equal(version_read(&v, &s.a, &back, &s.err), ERR_INPUT);
	v = list[0];
	v.version.b[7] ^= 1;
	assert_int_equal(version_read(&v, &s.a, &back, &s.err), ERR_INPUT);
	v = list[0];
	v.content.len -= 3;
	assert_int_equal(version_read(&v, &s.a, &back, &s.err), ERR_INPUT);
	v = list[0];
	v.size = INT64_MAX;
	assert_int_equal(version_read(&v, &s.a, &back, &s.err), ERR_INPUT);
}

int
main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(received_as_they_are),
		TEST(refused_acts),
		TEST(same_place_twice),
		TEST(who_wrote_a_field),
		TEST(letters),
		TEST(vectors),
		TEST(savepoints),
		TEST(copies),
		TEST(private_rows_are_forgotten),
		TEST(open_questions),
		TEST(marks_of_the_list),
		TEST(kept_versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
