/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * States and moves: one table, then the guards.
 *
 * A move that needs more than the table says so in guards[]; a decision reaches its state only
 * through workflow_check_decision. Undoing the decision is the way back from a decided state.
 */
#include "pupitre/domain/workflow.h"

#include "fold.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

#define TO(s) (1u << (STATE_##s))
#define CLOSING (TO(DISMISSED) | TO(REDIRECTED))
#define DECIDING (TO(AWARDED) | TO(REFUSED) | TO(POSTPONED) | CLOSING)

const struct state_row state_rows[STATE_COUNT] = {
	[STATE_RECEIVED] = { "received", N_("Reçu"), N_("à vérifier"), STAGE_TO_CHECK,
		TO(INCOMPLETE) | TO(ADMISSIBLE) | TO(INELIGIBLE), CLOSING },
	[STATE_INCOMPLETE] = { "incomplete", N_("Incomplet, pièces demandées"), N_("à vérifier"),
		STAGE_TO_CHECK, TO(RECEIVED) | TO(ADMISSIBLE) | TO(INSTRUCTION) | TO(INELIGIBLE),
		CLOSING },
	[STATE_ADMISSIBLE] = { "admissible", N_("Recevable"), N_("en instruction"),
		STAGE_INSTRUCTION, TO(INCOMPLETE) | TO(INELIGIBLE) | TO(INSTRUCTION), CLOSING },
	[STATE_INELIGIBLE] = { "ineligible", N_("Inéligible"), N_("en instruction"),
		STAGE_INSTRUCTION, TO(INSTRUCTION), TO(REFUSED) | CLOSING },
	[STATE_INSTRUCTION] = { "instruction", N_("En instruction"), N_("en instruction"),
		STAGE_INSTRUCTION, TO(INCOMPLETE) | TO(INELIGIBLE) | TO(MARKED), CLOSING },
	[STATE_MARKED] = { "marked", N_("Noté, avis rendu"), N_("noté"), STAGE_MARKED,
		TO(INSTRUCTION) | TO(ENDORSED) | TO(COMMITTEE), DECIDING },
	[STATE_ENDORSED] = { "endorsed", N_("Visé"), N_("noté"), STAGE_MARKED,
		TO(INSTRUCTION) | TO(COMMITTEE), DECIDING },
	[STATE_COMMITTEE] = { "committee", N_("Inscrit au comité"), N_("noté"), STAGE_MARKED,
		TO(INSTRUCTION), DECIDING },
	[STATE_POSTPONED] = { "postponed", N_("Ajourné"), N_("en instruction"), STAGE_INSTRUCTION,
		TO(INSTRUCTION), CLOSING },
	[STATE_AWARDED] = { "awarded", N_("Accordé"), N_("décidé"), STAGE_DECIDED, TO(NOTIFIED),
		0 },
	[STATE_REFUSED] = { "refused", N_("Refusé"), N_("décidé"), STAGE_DECIDED, TO(NOTIFIED), 0 },
	[STATE_DISMISSED] = { "dismissed", N_("Classé sans suite"), N_("décidé"), STAGE_DECIDED, 0,
		0 },
	[STATE_REDIRECTED] = { "redirected", N_("Réorienté"), N_("décidé"), STAGE_DECIDED, 0, 0 },
	[STATE_NOTIFIED] = { "notified", N_("Notifié"), N_("notifié"), STAGE_NOTIFIED,
		TO(LAPSED) | TO(WITHDRAWN) | TO(RENOUNCED), 0 },
	[STATE_LAPSED] = { "lapsed", N_("Caduc"), N_("notifié"), STAGE_NOTIFIED, 0, 0 },
	[STATE_WITHDRAWN] = { "withdrawn", N_("Retiré"), N_("notifié"), STAGE_NOTIFIED, 0, 0 },
	[STATE_RENOUNCED] = { "renounced", N_("Désistement"), N_("notifié"), STAGE_NOTIFIED, 0, 0 },
};

const char *const stage_words[STAGE_COUNT] = {
	[STAGE_TO_CHECK] = N_("à vérifier"),
	[STAGE_INSTRUCTION] = N_("en cours"),
	[STAGE_MARKED] = N_("noté"),
	[STAGE_DECIDED] = N_("décidé"),
	[STAGE_NOTIFIED] = N_("notifié et après"),
};

enum { /* what a state asks for at its entrance */
	NEED_DATA = 1, /* deposit, identity, département */
	NEED_REASON = 2,
	NEED_EVALUATOR = 4,
	NEED_FINAL = 8,
	NEED_VISA = 16, /* the switch is on */
	NEED_COMMITTEE = 32,
	NEED_AWARD = 64, /* something was granted, so something can fall */
	NEED_DECIDER = 128, /* the supervisor, not the instructor */
};

static const unsigned guards[STATE_COUNT] = {
	[STATE_RECEIVED] = NEED_DATA,
	[STATE_INCOMPLETE] = NEED_REASON,
	[STATE_INELIGIBLE] = NEED_REASON,
	[STATE_INSTRUCTION] = NEED_EVALUATOR,
	[STATE_MARKED] = NEED_FINAL,
	[STATE_ENDORSED] = NEED_VISA | NEED_DECIDER,
	[STATE_COMMITTEE] = NEED_COMMITTEE | NEED_DECIDER,
	[STATE_LAPSED] = NEED_REASON | NEED_AWARD | NEED_DECIDER,
	[STATE_WITHDRAWN] = NEED_REASON | NEED_AWARD | NEED_DECIDER,
	[STATE_RENOUNCED] = NEED_REASON | NEED_AWARD | NEED_DECIDER,
};

static const char *
label(enum state s)
{
	return _(state_rows[s].label);
}

static bool
is_decision(enum state s)
{
	return (DECIDING & (1u << s)) != 0;
}

static enum status
check_capability(enum capability cap, unsigned roles, struct err *err)
{
	if (role_can(roles, cap))
		return OK;
	return err_set(err, ERR_DENIED,
		capability_elides(cap) ? _("votre rôle ne permet pas d'%s")
				       : _("votre rôle ne permet pas de %s"),
		_(capability_labels[cap]));
}

/* "Noté, avis rendu ; Inéligible" */
static void
list_states(struct buf *b, unsigned mask)
{
	for (int s = 0; s < STATE_COUNT; s++) {
		if (mask & (1u << s))
			buf_addf(b, "%s« %s »", b->len ? ", " : "", label((enum state)s));
	}
}

static enum status
refuse_by_table(enum state from, enum state to, struct err *err)
{
	struct buf allowed = { 0 };
	enum status st;

	list_states(&allowed, state_rows[from].next);
	if (is_decision(to))
		st = err_set(err, ERR_INPUT,
			_("« %s » est l'effet d'une décision : enregistrez la décision au lieu de "
			  "changer l'état"),
			label(to));
	else if (is_decision(from) && state_rows[from].stage == STAGE_DECIDED &&
		 state_rows[to].stage < STAGE_DECIDED)
		st = err_set(err, ERR_INPUT,
			_("le dossier est « %s » : annulez d'abord la décision pour le rouvrir"),
			label(from));
	else if (allowed.len == 0)
		st = err_set(err, ERR_INPUT, _("le dossier est « %s » : cet état est définitif"),
			label(from));
	else
		st = err_set(err, ERR_INPUT,
			_("de « %s » on ne passe pas à « %s » ; passages possibles : %.*s"),
			label(from), label(to), (int)allowed.len, allowed.ptr);
	buf_done(&allowed);
	return st;
}

static enum status
check_data(const struct move_facts *f, struct err *err)
{
	if (!f->has_submission)
		return err_set(err, ERR_INPUT, _("la date de dépôt manque au dossier"));
	if (!f->has_identity)
		return err_set(
			err, ERR_INPUT, _("le SIRET ou l'identité du demandeur manque au dossier"));
	if (!f->has_department)
		return err_set(err, ERR_INPUT, _("le département du projet manque au dossier"));
	return OK;
}

static enum status
check_guards(enum state from, enum state to, const struct move_facts *f, struct err *err)
{
	unsigned g = guards[to];

	if (g & NEED_DATA && check_data(f, err))
		return err_prefix(err, _("passage à « %s » refusé"), label(to));
	if (g & NEED_EVALUATOR && !f->has_evaluator)
		return err_set(err, ERR_INPUT,
			_("passage à « %s » refusé : aucun instructeur n'est affecté ; affectez-en "
			  "un d'abord"),
			label(to));
	if (g & NEED_FINAL && !f->all_final)
		return err_set(err, ERR_INPUT,
			_("passage à « %s » refusé : toutes les évaluations affectées doivent être "
			  "finales"),
			label(to));
	if (g & NEED_VISA && !f->visa)
		return err_set(err, ERR_INPUT,
			_("le visa n'est pas en service (pupitre.yaml, circuit, visa) : décidez "
			  "directement"));
	if (g & NEED_COMMITTEE && !f->committee)
		return err_set(err, ERR_INPUT,
			_("le comité n'est pas en service (pupitre.yaml, circuit, comité) : "
			  "décidez directement"));
	if (to == STATE_COMMITTEE && from == STATE_MARKED && f->visa)
		return err_set(err, ERR_INPUT,
			_("passage à « %s » refusé : le dossier doit d'abord être « %s »"),
			label(to), label(STATE_ENDORSED));
	if (g & NEED_AWARD && f->has_refusal)
		return err_set(err, ERR_INPUT,
			_("passage à « %s » refusé : la décision notifiée n'accorde rien"),
			label(to));
	if (g & NEED_REASON && str_trim(f->reason).len == 0)
		return err_set(err, ERR_INPUT, _("passage à « %s » refusé : indiquez %s"),
			label(to),
			to == STATE_INCOMPLETE ? _("les pièces demandées") : _("le motif"));
	return OK;
}

/* Visa and committee put more steps before an award or a refusal on merit; a refusal for
 * ineligibility and a postponement do not wait for them. */
static enum status
check_steps(enum state from, enum state to, const struct move_facts *f, struct err *err)
{
	enum state needed = f->committee ? STATE_COMMITTEE : STATE_ENDORSED;

	if ((to != STATE_AWARDED && to != STATE_REFUSED) || from == STATE_INELIGIBLE)
		return OK;
	if ((!f->committee && !f->visa) || from == needed)
		return OK;
	if (!f->committee && from == STATE_COMMITTEE)
		return OK;
	return err_set(err, ERR_INPUT,
		_("décision refusée : le dossier est « %s », il doit d'abord être « %s »"),
		label(from), label(needed));
}

static bool
label_matches(struct str word, const char *text)
{
	struct str full = str_z(text), head;

	if (folded_eq(word, full))
		return true;
	return str_cut(&full, ',', &head) && folded_eq(word, head);
}

bool
state_find(struct str code_or_label, enum state *out)
{
	struct str word = str_trim(code_or_label);

	for (int s = 0; s < STATE_COUNT; s++) { /* as stored: the common case, by far */
		if (str_eqz(word, state_rows[s].code)) {
			*out = (enum state)s;
			return true;
		}
	}
	for (int s = 0; s < STATE_COUNT; s++) {
		if (folded_eq(word, str_z(state_rows[s].code)) ||
			label_matches(word, state_rows[s].label)) {
			*out = (enum state)s;
			return true;
		}
	}
	return false;
}

enum status
workflow_check_move(enum state from, enum state to, const struct move_facts *facts, unsigned roles,
	struct err *err)
{
	enum capability cap = guards[to] & NEED_DECIDER ? CAN_DECIDE : CAN_MOVE;
	enum status st = check_capability(cap, roles, err);

	if (st)
		return st;
	if (from == to)
		return err_set(err, ERR_INPUT, _("le dossier est déjà « %s »"), label(to));
	if (!(state_rows[from].next & (1u << to)))
		return refuse_by_table(from, to, err);
	return check_guards(from, to, facts, err);
}

enum status
workflow_check_decision(enum state from, enum state to, const struct move_facts *facts,
	unsigned roles, struct err *err)
{
	enum status st = check_capability(CAN_DECIDE, roles, err);

	if (st)
		return st;
	if (state_rows[from].stage >= STAGE_DECIDED)
		return err_set(err, ERR_INPUT,
			_("le dossier est « %s » : il est déjà décidé ; annulez d'abord cette "
			  "décision"),
			label(from));
	if (!(state_rows[from].decided_next & (1u << to)))
		return err_set(err, ERR_INPUT,
			_("décision « %s » refusée : le dossier est « %s », il doit d'abord être « "
			  "%s »"),
			label(to), label(from), label(STATE_MARKED));
	return check_steps(from, to, facts, err);
}

size_t
workflow_path_to_marked(enum state from, enum state path[STATE_COUNT])
{
	size_t n = 0;

	if (from == STATE_RECEIVED)
		path[n++] = STATE_ADMISSIBLE;
	if (from == STATE_RECEIVED || from == STATE_ADMISSIBLE || from == STATE_POSTPONED)
		path[n++] = STATE_INSTRUCTION;
	if (n > 0 || from == STATE_INSTRUCTION)
		path[n++] = STATE_MARKED;
	return n;
}

bool
workflow_may_mark(enum state st)
{
	enum state path[STATE_COUNT];

	return st == STATE_MARKED || workflow_path_to_marked(st, path) > 0;
}

bool
state_of_platform(struct str platform_state, enum state *out)
{
	static const struct {
		const char *word;
		enum state state;
	} rows[] = {
		{ "en_construction", STATE_RECEIVED },
		{ "en_instruction", STATE_ADMISSIBLE },
		{ "accepte", STATE_AWARDED },
		{ "refuse", STATE_REFUSED },
		{ "sans_suite", STATE_DISMISSED },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (str_eqz(platform_state, rows[i].word)) {
			*out = rows[i].state;
			return true;
		}
	}
	return false;
}
