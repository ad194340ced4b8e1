/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle: making mallettes, opening them, taking what comes back. "-" is a standard stream, so that all of it works
 * through ssh. */
#include "commands.h"
#include "out_json.h"
#include "secret.h"
#include "table.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/merge.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"

enum { BUNDLE_COLUMNS = 8, STREAM_MOST = 256 << 20, PIECE = 1 << 16 };

static const char *const status_codes[] = {
	[BUNDLE_OPEN] = "open", [BUNDLE_CLOSED] = "closed", [BUNDLE_REVOKED] = "revoked"
};
static const char *const status_labels[] = { [BUNDLE_OPEN] = N_("en tournée"),
	[BUNDLE_CLOSED] = N_("rentrée"),
	[BUNDLE_REVOKED] = N_("révoquée") };

static bool
on_progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	bool *shown = ctx;

	if (call_interrupted())
		return false;
	if (!isatty(STDERR_FILENO))
		return true;
	fprintf(stderr, "\r\033[K%s %d %%", what, total > 0 ? (int)(done * 100 / total) : 0);
	*shown = true;
	return true;
}

static enum status
option_day(struct call *c, const char *text, struct day *out, struct err *err)
{
	*out = DAY_NONE;
	(void)c;
	if (!text || day_parse_iso(str_z(text), out) || day_parse_fr(str_z(text), out))
		return OK;
	return err_set(err, ERR_USAGE, _("« %s » n'est pas un jour : écrivez 2026-12-31"), text);
}

static enum status
output_path(struct call *c, const char *example, const char **out, struct err *err)
{
	*out = args_value(&c->args, "output");
	if (*out && (*out)[0])
		return OK;
	return err_set(err, ERR_USAGE,
		_("il manque -o FICHIER (ou -o - pour la sortie standard) : pupitre bundle %s"),
		example);
}

/* ---- create ---- */

static enum status
order_of(struct call *c, struct bundle_order *o, struct err *err)
{
	const char *dept = args_value(&c->args, "dept"), *agent = args_value(&c->args, "agent");
	enum status st;

	if (!dept || !agent)
		return err_set(err, ERR_USAGE,
			_("donnez --dept et --agent : pupitre bundle create --dept 45 --agent "
			  "l.bernard -o "
			  "loiret.mallette"));
	*o = (struct bundle_order){ .departments = str_z(dept),
		.login = str_z(agent),
		.query = args_join(&c->arena, &c->args, 0),
		.replace = args_has(&c->args, "force") };
	st = option_day(c, args_value(&c->args, "expires"), &o->expires, err);
	return st ? st : secret_of_file(c, &o->passphrase, err);
}

/* Without the delegate's key a passphrase is asked, where there is somebody to ask. */
static enum status
create(struct call *c, struct bundle_order *o, const char *path, struct buf *bytes,
	struct bundle_made *made, struct err *err)
{
	bool shown = false;
	const struct bundle_hooks hooks = { &shown, on_progress };
	struct str phrase;
	enum status st = bundle_create(c->session, o, path, bytes, &hooks, &c->arena, made, err);

	if (st == ERR_INPUT && !o->passphrase.ptr && call_on_terminal() &&
		secret_new(c, _("Phrase de passe de la mallette"), &phrase, NULL) == OK) {
		o->passphrase = phrase;
		st = bundle_create(c->session, o, path, bytes, &hooks, &c->arena, made, err);
	}
	if (shown)
		fputs("\r\033[K", stderr);
	return st;
}

enum status
run_bundle_create(struct call *c, struct err *err)
{
	struct bundle_order o;
	struct bundle_made made;
	struct buf bytes = { 0 };
	const char *path;
	bool stream;
	enum status st =
		output_path(c, "create --dept 45 --agent l.bernard -o loiret.mallette", &path, err);

	if (!st)
		st = order_of(c, &o, err);
	if (!st)
		st = call_session(c, err);
	if (st)
		return st;
	call_catch_interrupt(c);
	stream = strcmp(path, "-") == 0;
	st = create(c, &o, path, stream ? &bytes : NULL, &made, err);
	if (!st && stream)
		buf_adds(&c->out, buf_str(&bytes));
	if (!st)
		call_say(ngettext("mallette %.8s : %lld dossier pour %.*s, jusqu'au %s",
				 "mallette %.8s : %lld dossiers pour %.*s, jusqu'au %s",
				 (unsigned long)made.view.dossiers),
			made.view.id.s, (long long)made.view.dossiers, STR_ARG(made.view.agent),
			day_fr(made.view.expires).s);
	buf_done(&bytes);
	return st;
}

/* ---- show, list ---- */

static void
face_json(struct call *c, const struct bundle_face *f)
{
	struct json j = { .out = &c->out };

	json_open(&j, '{');
	member_z(&j, "kind", !f->is_return ? "bundle" : f->bundle.s[0] ? "return" : "exchange");
	member_z(&j, "bundle", f->bundle.s);
	member_z(&j, "base", f->base.s);
	member_str(&j, "station", f->host);
	member_str(&j, "campaign", f->campaign);
	member_str(&j, "agent", f->agent);
	member_str(&j, "departments", f->departments);
	member_str(&j, "query", f->query);
	member_int(&j, "dossiers", f->dossiers);
	member_int(&j, "acts", f->acts);
	member_z(&j, "expires", day_iso(f->expires).s);
	member_z(&j, "signer", f->words);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

static void
face_text(struct call *c, const char *path, const struct bundle_face *f)
{
	struct buf *out = &c->out;

	if (f->is_return) {
		buf_addf(out, _("%s : %s de %.*s, du %s\n"), path,
			f->bundle.s[0] ? _("retour") : _("envoi entre hôtes"), STR_ARG(f->agent),
			instant_fr(f->made_at).s);
		buf_addf(out, ngettext("  %lld acte\n", "  %lld actes\n", (unsigned long)f->acts),
			(long long)f->acts);
	} else {
		buf_addf(out, _("%s : mallette de %.*s (%.*s)\n"), path, STR_ARG(f->agent_name),
			STR_ARG(f->agent));
		buf_addf(out, _("  campagne      %.*s\n"), STR_ARG(f->campaign));
		buf_addf(out, _("  départements  %.*s\n"), STR_ARG(f->departments));
		if (f->query.len)
			buf_addf(out, _("  recherche     %.*s\n"), STR_ARG(f->query));
		buf_addf(out, _("  dossiers      %lld\n"), (long long)f->dossiers);
		buf_addf(out, _("  partie le     %s, retour accepté jusqu'au %s\n"),
			instant_fr(f->made_at).s, day_fr(f->expires).s);
		buf_addf(out, _("  s'ouvre par   %s\n"),
			f->by_passphrase ? _("une phrase de passe") : _("la clé de son poste"));
	}
	buf_addf(out, _("  signée par    %s\n"), f->words);
}

enum status
run_bundle_show(struct call *c, struct err *err)
{
	const char *path = c->args.words[0];
	struct bundle_face f;
	enum status st = bundle_show(path, &c->arena, &f, err);

	if (st)
		return st;
	if (c->format == FORMAT_JSON)
		face_json(c, &f);
	else
		face_text(c, path, &f);
	return OK;
}

static void
bundles_json(struct call *c, const struct bundle_view *list, size_t n)
{
	struct json j = { .out = &c->out };

	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		member_z(&j, "id", list[i].id.s);
		member_str(&j, "agent", list[i].agent);
		member_str(&j, "departments", list[i].departments);
		member_int(&j, "dossiers", list[i].dossiers);
		member_z(&j, "expires", day_iso(list[i].expires).s);
		member_z(&j, "status", status_codes[list[i].status]);
		member_int(&j, "returns", list[i].returns);
		member_int(&j, "questions", list[i].questions);
		json_close(&j);
	}
	json_close(&j);
	buf_addc(&c->out, '\n');
}

static void
bundle_cells(struct call *c, const struct bundle_view *b, struct str *row)
{
	struct arena *a = &c->arena;

	row[0] = str_z(arena_printf(a, "%.8s", b->id.s));
	row[1] = b->agent;
	row[2] = b->departments;
	row[3] = str_z(arena_printf(a, "%lld", (long long)b->dossiers));
	row[4] = str_z(arena_printf(a, "%s", instant_short(b->created_at).s));
	row[5] = str_z(arena_printf(a, "%s", day_fr(b->expires).s));
	row[6] = str_z(b->expired && b->status == BUNDLE_OPEN ? _("expirée")
							      : _(status_labels[b->status]));
	row[7] = str_z(arena_printf(a, "%lld", (long long)b->questions));
}

enum status
run_bundle_list(struct call *c, struct err *err)
{
	struct table_column cols[BUNDLE_COLUMNS] = { { N_("Mallette"), 0, false },
		{ N_("Délégué"), 0, false }, { N_("Dép."), 0, false }, { N_("Doss."), 0, true },
		{ N_("Partie"), 0, false }, { N_("Expire"), 0, false }, { N_("État"), 0, false },
		{ N_("Quest."), 0, true } };
	struct bundle_view *list;
	struct str *cells;
	size_t n;
	enum status st = call_session(c, err);

	if (!st)
		st = bundles_list(c->session, &c->arena, &list, &n, err);
	if (st)
		return st;
	if (c->format == FORMAT_JSON) {
		bundles_json(c, list, n);
		return OK;
	}
	if (!n) {
		buf_addz(&c->out, _("aucune mallette ; « pupitre bundle create » en fait une\n"));
		return OK;
	}
	cells = ARENA_ARRAY(&c->arena, struct str, BUNDLE_COLUMNS * n);
	for (size_t i = 0; i < n; i++)
		bundle_cells(c, &list[i], cells + i * BUNDLE_COLUMNS);
	table_fit(cols, BUNDLE_COLUMNS, cells, n, call_columns());
	table_titles(&c->out, &c->arena, cols, BUNDLE_COLUMNS);
	for (size_t i = 0; i < n; i++)
		table_line(&c->out, &c->arena, cols, BUNDLE_COLUMNS, cells + i * BUNDLE_COLUMNS);
	return OK;
}

/* ---- open, return ---- */

enum status
call_unpack(struct call *c, const char *path, const char **base, struct err *err)
{
	struct str phrase;
	enum status st = secret_of_file(c, &phrase, err);

	if (st)
		return st;
	if (phrase.ptr)
		return bundle_unpack(path, secret_given, &phrase, &c->arena, base, err);
	return bundle_unpack(
		path, secret_terminal() ? secret_ask : NULL, NULL, &c->arena, base, err);
}

enum status
run_bundle_open(struct call *c, struct err *err)
{
	const char *base;
	enum status st = call_unpack(c, c->args.words[0], &base, err);

	if (!st)
		buf_addf(&c->out, "%s\n", base);
	return st;
}

/* Opened anew it would be blank, and have nothing to return. */
static enum status
check_working_base(struct call *c, const char *mallette, struct err *err)
{
	const char *base = arena_printf(&c->arena, "%s.base", mallette);

	if (!bundle_is_file(mallette) || access(base, F_OK) == 0)
		return OK;
	return err_set(err, ERR_INPUT,
		_("%s n'est pas là : c'est la base où cette mallette a été travaillée ; "
		  "remettez-la "
		  "à côté de la mallette, ou ouvrez d'abord celle-ci par « pupitre %s »"),
		base, mallette);
}

static void
warn_laptop(const struct parcel_made *made)
{
	if (made->drafts)
		call_say(
			ngettext(
				"%lld évaluation commencée reste ici : finalisez-la pour la rendre",
				"%lld évaluations commencées restent ici : finalisez-les pour les "
				"rendre",
				(unsigned long)made->drafts),
			(long long)made->drafts);
	if (made->expired)
		call_say(
			_("cette mallette a expiré : l'hôte refuse ce retour tant qu'il ne l'a pas "
			  "prolongée ; demandez-le-lui"));
}

enum status
run_bundle_return(struct call *c, struct err *err)
{
	const char *path, *base, *to = args_value(&c->args, "to");
	bool stream, shown = false;
	const struct bundle_hooks hooks = { &shown, on_progress };
	struct parcel_made made;
	struct buf bytes = { 0 };
	enum status st = output_path(c, "return loiret.mallette -o loiret.retour", &path, err);

	if (!st && c->args.word_count)
		st = check_working_base(c, c->args.words[0], err);
	if (!st && c->args.word_count) {
		st = call_unpack(c, c->args.words[0], &base, err);
		if (!st)
			c->options.base = base;
	}
	if (!st)
		st = call_session(c, err);
	if (st)
		return st;
	call_catch_interrupt(c);
	stream = strcmp(path, "-") == 0;
	st = bundle_return(c->session, str_z(to), path, stream ? &bytes : NULL,
		args_has(&c->args, "force"), &hooks, &c->arena, &made, err);
	if (shown)
		fputs("\r\033[K", stderr);
	if (!st && stream)
		buf_adds(&c->out, buf_str(&bytes));
	if (!st)
		call_say(ngettext("%s : %lld acte, %lld octets", "%s : %lld actes, %lld octets",
				 (unsigned long)made.acts),
			stream ? _("sortie standard") : path, (long long)made.acts,
			(long long)made.bytes);
	if (!st)
		warn_laptop(&made);
	buf_done(&bytes);
	return st;
}

/* ---- merge ---- */

static enum status
read_stream(struct buf *into, struct err *err)
{
	char piece[PIECE];
	ssize_t n = 1;

	while (n > 0 && into->len <= STREAM_MOST) {
		n = read(STDIN_FILENO, piece, sizeof piece);
		if (n > 0)
			buf_add(into, piece, (size_t)n);
	}
	if (n < 0)
		return err_set(
			err, ERR_SYSTEM, _("entrée standard illisible (%s)"), err_reason(errno));
	return OK;
}

/* Without a name: what comes through ssh, unless a person sits there. */
static enum status
read_parcel(struct call *c, struct buf *into, struct err *err)
{
	const char *path = c->args.word_count ? c->args.words[0] : "-";
	struct str bytes;
	enum status st;

	if (!c->args.word_count && isatty(STDIN_FILENO))
		return err_set(err, ERR_USAGE,
			_("quel fichier ? pupitre bundle merge RETOUR, ou « < RETOUR »"));
	if (strcmp(path, "-") == 0)
		return read_stream(into, err);
	st = fs_read(path, STREAM_MOST, &c->arena, &bytes, err);
	if (!st)
		buf_adds(into, bytes);
	return st;
}

static void
report_json(struct call *c, const struct merge_report *r)
{
	struct json j = { .out = &c->out };

	json_open(&j, '{');
	member_str(&j, "label", r->label);
	member_int(&j, "acts", r->acts);
	member_int(&j, "applied", r->applied);
	member_int(&j, "convergent", r->convergent);
	member_int(&j, "questions", r->questions);
	member_int(&j, "received", r->received);
	member_int(&j, "refused", r->refused);
	member_int(&j, "asked", r->asked);
	member_int(&j, "closed", r->closed);
	json_key(&j, "refusals");
	json_open(&j, '[');
	for (size_t i = 0; i < r->refusal_count; i++) {
		json_open(&j, '{');
		member_int(&j, "number", r->refusals[i].dossier);
		member_str(&j, "act", r->refusals[i].verb);
		member_str(&j, "why", r->refusals[i].why);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

/* What became of the questions: acts that were in question may leave none open. */
static void
asked_text(struct buf *out, const struct merge_report *r, bool dry)
{
	if (r->asked && dry)
		buf_addf(out,
			ngettext("  %lld question serait posée ; rien n'a été fusionné\n",
				"  %lld questions seraient posées ; rien n'a été fusionné\n",
				(unsigned long)r->asked),
			(long long)r->asked);
	else if (r->asked)
		buf_addf(out,
			ngettext("  %lld question ouverte : « pupitre bundle questions »\n",
				"  %lld questions ouvertes : « pupitre bundle questions »\n",
				(unsigned long)r->asked),
			(long long)r->asked);
	else if (r->questions)
		buf_addz(out, _("  aucune question ne reste ouverte : ce fichier apporte aussi les "
				"réponses\n"));
	if (r->closed)
		buf_addf(out,
			ngettext("  %lld question d'ici est réglée par une réponse reçue\n",
				"  %lld questions d'ici sont réglées par les réponses reçues\n",
				(unsigned long)r->closed),
			(long long)r->closed);
}

static void
report_text(struct call *c, const struct merge_report *r, bool dry)
{
	struct buf *out = &c->out;

	buf_addf(out, "%s %.*s\n", r->between_hosts ? _("envoi de") : _("retour de"),
		STR_ARG(r->label));
	buf_addf(out, _("  actes         %lld\n"), (long long)r->acts);
	buf_addf(out, _("  appliqués     %lld\n"), (long long)r->applied);
	buf_addf(out, _("  convergents   %lld\n"), (long long)r->convergent);
	buf_addf(out, _("  en question   %lld\n"), (long long)r->questions);
	buf_addf(out, _("  déjà reçus    %lld\n"), (long long)r->received);
	buf_addf(out, _("  refusés       %lld\n"), (long long)r->refused);
	asked_text(out, r, dry);
	for (size_t i = 0; i < r->refusal_count; i++)
		buf_addf(out, _("  refusé, dossier %lld, %.*s : %.*s\n"),
			(long long)r->refusals[i].dossier, STR_ARG(r->refusals[i].verb),
			STR_ARG(r->refusals[i].why));
}

enum status
run_bundle_merge(struct call *c, struct err *err)
{
	bool shown = false, dry = args_has(&c->args, "dry-run");
	const struct merge_hooks hooks = { &shown, on_progress };
	struct merge_report r;
	struct buf bytes = { 0 };
	enum status st = call_session(c, err);

	if (!st)
		st = read_parcel(c, &bytes, err);
	if (!st) {
		call_catch_interrupt(c);
		st = merge_parcel(c->session, buf_str(&bytes), dry, &hooks, &c->arena, &r, err);
	}
	if (shown)
		fputs("\r\033[K", stderr);
	if (!st && c->format == FORMAT_JSON)
		report_json(c, &r);
	else if (!st)
		report_text(c, &r, dry);
	buf_done(&bytes);
	if (!st && r.asked && dry)
		return err_set(err, ERR_CONFLICT,
			ngettext("%lld question serait posée : rien n'a été fusionné",
				"%lld questions seraient posées : rien n'a été fusionné",
				(unsigned long)r.asked),
			(long long)r.asked);
	if (!st && r.asked)
		return err_set(err, ERR_CONFLICT,
			ngettext("%lld question attend une réponse",
				"%lld questions attendent une réponse", (unsigned long)r.asked),
			(long long)r.asked);
	return st;
}

/* ---- what becomes of a mallette ---- */

static enum status
change_status(struct call *c, enum bundle_status status, struct err *err)
{
	struct receipt r;
	enum status st = call_session(c, err);

	if (!st)
		st = bundle_set_status(
			c->session, str_z(c->args.words[0]), status, &c->arena, &r, err);
	if (!st)
		call_receipt(c, &r);
	return st;
}

enum status
run_bundle_close(struct call *c, struct err *err)
{
	return change_status(c, BUNDLE_CLOSED, err);
}

enum status
run_bundle_revoke(struct call *c, struct err *err)
{
	return change_status(c, BUNDLE_REVOKED, err);
}

enum status
run_bundle_prolong(struct call *c, struct err *err)
{
	struct receipt r;
	struct day day;
	enum status st = option_day(c, c->args.words[1], &day, err);

	if (!st)
		st = call_session(c, err);
	if (!st)
		st = bundle_prolong(c->session, str_z(c->args.words[0]), day, &c->arena, &r, err);
	if (!st)
		call_receipt(c, &r);
	return st;
}
