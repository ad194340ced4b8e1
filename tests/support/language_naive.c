/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/language_naive.h"

#include <limits.h>
#include <stdio.h>

#include "pupitre/base/utf8.h"
#include "pupitre/domain/score.h"

/* ---- words ---- */

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Words of a text, folded, between single blanks: " a b ". */
static const char *
words_of(struct arena *a, const char *z)
{
	char *s = arena_z(a, utf8_fold(a, str_z(z)));

	for (char *c = s; *c; c++)
		*c = is_letter(*c) ? *c : ' ';
	return arena_printf(a, " %s ", s);
}

static bool
text_holds(const char *text, const char *word)
{
	struct arena a = { 0 };
	size_t len = strlen(word);
	bool prefix = len > 0 && word[len - 1] == '*', found;
	char *wanted;

	if (!text)
		return false;
	wanted = arena_z(&a, str_z(words_of(&a, word)));
	if (prefix) { /* without what follows its last letter */
		len = strlen(wanted);
		while (len > 0 && wanted[len - 1] == ' ')
			wanted[--len] = '\0';
	}
	found = strstr(words_of(&a, text), wanted) != NULL;
	arena_done(&a);
	return found;
}

static bool
holds_word(const struct node *n, const struct language_row *r, const struct asker *who)
{
	char number[24];
	const char *const texts[] = { r->title, r->applicant, r->category, r->city, number,
		"21450001200011", "Réponse commune à tous", "Zoé Élie" };

	(void)who;
	snprintf(number, sizeof(number), "%lld", (long long)r->number);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (text_holds(texts[i], n->word))
			return true;
	}
	return false;
}

bool
naive_has_digits(const struct node *n, const struct language_row *r, const struct asker *who)
{
	char number[24];

	snprintf(number, sizeof(number), "%lld", (long long)r->number);
	return strstr(number, n->word) || holds_word(n, r, who);
}

static bool
holds_text_key(const struct node *n, const struct language_row *r, const struct asker *who)
{
	const char *const texts[] = { r->applicant, r->title, r->category, r->city, r->address,
		r->email };

	(void)who;
	return text_holds(texts[n->which], n->word);
}

static bool
holds_motivation(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return text_holds(r->motivation, n->word) ||
	       (r->decision >= 0 && text_holds("Avis de la cellule", n->word));
}

static bool
holds_remark(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return text_holds(r->remarks[0], n->word) || text_holds(r->remarks[1], n->word);
}

static bool
holds_file(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return text_holds(r->file, n->word) || (r->file && text_holds("Chiffrage", n->word));
}

static bool
has_text(const struct node *n, const struct language_row *r, const struct asker *who)
{
	const bool there[] = { r->motivation || r->decision >= 0, r->remarks[0] || r->remarks[1],
		r->file != NULL };

	(void)who;
	return there[n->which];
}

/* ---- sheets ---- */

/* The sheets that count for the asker; returns how many. */
static int
sheets_of(
	const struct language_row *r, const struct asker *who, const struct language_sheet *out[2])
{
	int n = 0;

	for (int p = 0; p < LANGUAGE_PEOPLE; p++) {
		if (r->sheets[p].is && (r->points >= 0 ? r->sheets[p].final : who->person == p))
			out[n++] = &r->sheets[p];
	}
	return n;
}

static int64_t
half_up(int64_t num, int64_t den)
{
	return (2 * num + den) / (2 * den);
}

/* Points of a sheet for a criterion of weight 50: its two items are 2c and 2c + 1; -1 none. A sheet
 * with a criterion all at SO is refused as a whole, but none is made. */
static int64_t
criterion_of(const struct language_sheet *s, int c)
{
	static const int weights[] = { 20, 30, 40, 10 };
	int64_t sum = 0, weight = 0;

	for (int i = 2 * c; i < 2 * c + 2; i++) {
		if (s->marks[i] == MARK_NE)
			return -1;
		sum += s->marks[i] == MARK_SO ? 0 : weights[i] * s->marks[i];
		weight += s->marks[i] == MARK_SO ? 0 : weights[i];
	}
	return half_up(50000 * sum, 3 * weight);
}

/* which: 0 to 3 the items, 4 and 5 the criteria. -1 absent. */
static int64_t
mean_of(const struct language_row *r, const struct asker *who, int which)
{
	const struct language_sheet *sheets[2];
	int n = sheets_of(r, who, sheets), count = 0;
	int64_t sum = 0, v;

	for (int i = 0; i < n; i++) {
		v = which >= 4                    ? criterion_of(sheets[i], which - 4)
		    : sheets[i]->marks[which] < 0 ? -1
						  : 1000 * sheets[i]->marks[which];
		sum += v >= 0 ? v : 0;
		count += v >= 0;
	}
	return count ? half_up(sum, count) : -1;
}

static bool
holds_special(const struct node *n, const struct language_row *r, const struct asker *who)
{
	const struct language_sheet *sheets[2];
	bool found = false;

	for (int i = sheets_of(r, who, sheets) - 1; i >= 0; i--)
		found |= sheets[i]->marks[n->which] == n->low;
	return found;
}

static bool
holds_opinion(const struct node *n, const struct language_row *r, const struct asker *who)
{
	const struct language_sheet *sheets[2];
	bool found = false;

	for (int i = sheets_of(r, who, sheets) - 1; i >= 0; i--)
		found |= sheets[i]->opinion && strcmp(sheets[i]->opinion, n->word) == 0;
	return found;
}

/* ---- numbers ---- */

bool
naive_value(const struct language_row *r, const struct asker *who, int which, int64_t *v)
{
	switch (which) {
	case REQUESTED:
		return (*v = r->requested) >= 0;
	case TOTAL:
		return (*v = r->total) >= 0;
	case POPULATION:
		return (*v = r->population) >= 0;
	case AWARDED:
		/* What lapsed, was withdrawn or given up is granted no more. */
		*v = r->amount;
		return r->amount >= 0 && r->state != STATE_LAPSED && r->state != STATE_WITHDRAWN &&
		       r->state != STATE_RENOUNCED;
	case VOLET:
		return (*v = r->volet) > 0;
	case SUBMITTED:
		return (*v = r->submitted) != INT_MIN;
	case DEADLINE:
		return (*v = r->deadline) != INT_MIN;
	case POINTS:
		return (*v = r->points) >= 0;
	default:
		return (*v = mean_of(r, who, which - MARKS)) >= 0;
	}
}

bool
naive_in_range(const struct node *n, const struct language_row *r, const struct asker *who)
{
	int64_t v;

	return naive_value(r, who, n->which, &v) && v >= n->low && v <= n->high;
}

/* ---- codes and presence ---- */

static bool
holds_department(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return r->department && strstr(n->word, r->department);
}

static bool
holds_kind(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return r->kind && strstr(n->word, r->kind);
}

static bool
holds_state(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return r->state >= (enum state)n->low && r->state <= (enum state)n->high;
}

/* low: a bit for each state. */
static bool
holds_any_state(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return (n->low >> r->state & 1) != 0;
}

static bool
holds_decision(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return r->decision >= n->low && r->decision <= n->high;
}

static bool
holds_assigned(const struct node *n, const struct language_row *r, const struct asker *who)
{
	int person = n->which < 0 ? who->person : n->which;

	return person >= 0 && r->assigned[person];
}

static bool
holds_evaluated(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)n, (void)who;
	return (r->sheets[0].is && r->sheets[0].final) || (r->sheets[1].is && r->sheets[1].final);
}

static bool
holds_tag(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)n, (void)who;
	return r->tag != NULL;
}

static bool
holds_warning(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)n, (void)who;
	return r->warning;
}

static bool
holds_away(const struct node *n, const struct language_row *r, const struct asker *who)
{
	const char *login = n->word && strcmp(n->word, "moi") == 0 ? who->login : n->word;

	for (int i = 0; i < 2; i++)
		if (r->away[i] && (!login || strcmp(language_people[i], login) == 0))
			return true;
	return false;
}

static bool
holds_question(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)n, (void)who;
	return r->question;
}

static bool
holds_proposal(const struct node *n, const struct language_row *r, const struct asker *who)
{
	bool found = false;

	(void)who;
	for (int p = 0; p < LANGUAGE_PEOPLE; p++)
		found |= r->proposals[p] >= n->low && r->proposals[p] <= n->high;
	return found;
}

/* No proposal at all, or one of a kind. */
static bool
holds_none_or(const struct node *n, const struct language_row *r, const struct asker *who)
{
	return (r->proposals[0] < 0 && r->proposals[1] < 0) || holds_proposal(n, r, who);
}

static bool
holds_text_presence(const struct node *n, const struct language_row *r, const struct asker *who)
{
	const char *const texts[] = { r->applicant, r->title, r->category, r->city, r->department,
		r->kind, r->address, r->email };

	(void)who;
	return texts[n->which] != NULL;
}

bool
naive_is_numbered(const struct node *n, const struct language_row *r, const struct asker *who)
{
	(void)who;
	return r->number == n->which || (r->number >= n->low && r->number <= n->high);
}

/* Fixed texts, each with its meaning. */
const struct node naive_conditions[] = {
#define FIXED(t, f, ...)                                                                           \
	{                                                                                          \
		.op = LEAF, .text = (t), .holds = (f), __VA_ARGS__                                 \
	}
	FIXED("portail ", holds_word, .word = "portail"),
	FIXED("ÉCOLE ", holds_word, .word = "ecole"),
	FIXED("numér* ", holds_word, .word = "numer*"),
	FIXED("coeur ", holds_word, .word = "cœur"),
	FIXED("d'adon ", holds_word, .word = "d adon"),
	FIXED("\"Portail famille\" ", holds_word, .word = "portail famille"),
	FIXED("\"val de loi\"* ", holds_word, .word = "val de loi*"),
	FIXED("usager ", holds_word, .word = "usager"),
	FIXED("introuvable ", holds_word, .word = "introuvable"),
	FIXED("(21450001200011) ", naive_has_digits, .word = "21450001200011"),
	FIXED("\"4012300\" ", holds_word, .word = "4012300"),
	FIXED("demandeur:orl* ", holds_text_key, .which = 0, .word = "orl*"),
	FIXED("demandeur:\"Val de Loire\" ", holds_text_key, .which = 0, .word = "val de loire"),
	FIXED("projet:familles ", holds_text_key, .which = 1, .word = "familles"),
	FIXED("catégorie:usager ", holds_text_key, .which = 2, .word = "usager"),
	FIXED("city:denis-en ", holds_text_key, .which = 3, .word = "denis en"),
	FIXED("dep:45 ", holds_department, .word = "45"),
	FIXED("dept:2a,Loiret ", holds_department, .word = "2A 45"),
	FIXED("type:epci ", holds_kind, .word = "cc metropole"),
	FIXED("nature:commune,metropole ", holds_kind, .word = "commune metropole"),
	FIXED("état:noté ", holds_state, .low = STATE_MARKED, .high = STATE_COMMITTEE),
	FIXED("état:\"En instruction\" ", holds_state, .low = STATE_INSTRUCTION,
		.high = STATE_INSTRUCTION),
	FIXED("état:\"en cours\" ", holds_any_state,
		.low = 1 << STATE_ADMISSIBLE | 1 << STATE_INELIGIBLE | 1 << STATE_INSTRUCTION |
		       1 << STATE_POSTPONED),
	FIXED("état:notifié ", holds_state, .low = STATE_NOTIFIED, .high = STATE_NOTIFIED),
	FIXED("status:\"notifié et après\" ", holds_state, .low = STATE_NOTIFIED,
		.high = STATE_RENOUNCED),
	FIXED("status:received ", holds_state, .low = STATE_RECEIVED, .high = STATE_RECEIVED),
	FIXED("état:décidé ", holds_state, .low = STATE_AWARDED, .high = STATE_REDIRECTED),
	FIXED("décision:accordé,refusé ", holds_decision, .low = DECISION_AWARD,
		.high = DECISION_REFUSE),
	FIXED("décision:ajourné ", holds_decision, .low = DECISION_POSTPONE,
		.high = DECISION_POSTPONE),
	FIXED("avec:décision ", holds_decision, .low = 0, .high = DECISION_COUNT),
	FIXED("évaluateur:moi ", holds_assigned, .which = -1),
	FIXED("instructeur:b.durand ", holds_assigned, .which = 1),
	FIXED("avec:évaluation ", holds_evaluated, .which = 0),
	FIXED("étiquette:urgent ", holds_tag, .which = 0),
	FIXED("avec:tag ", holds_tag, .which = 0),
	FIXED("alerte:oui ", holds_warning, .which = 0),
	FIXED("tournée:oui ", holds_away, .word = NULL),
	FIXED("avec:mallette ", holds_away, .word = NULL),
	FIXED("away:a.martin ", holds_away, .word = "a.martin"),
	FIXED("tournée:moi ", holds_away, .word = "moi"),
	FIXED("tournée:\"non\" ", holds_away, .word = "non"),
	FIXED("question:oui ", holds_question, .which = 0),
	FIXED("avec:questions ", holds_question, .which = 0),
	FIXED("proposition:accordé ", holds_proposal, .low = DECISION_AWARD,
		.high = DECISION_AWARD),
	FIXED("proposal:award,refuse ", holds_proposal, .low = DECISION_AWARD,
		.high = DECISION_REFUSE),
	FIXED("avec:proposé ", holds_proposal, .low = 0, .high = DECISION_COUNT),
	FIXED("proposition:oui ", holds_proposal, .low = 0, .high = DECISION_COUNT),
	FIXED("proposition:ajourné,non ", holds_none_or, .low = DECISION_POSTPONE,
		.high = DECISION_POSTPONE),
	FIXED("avis:favorable ", holds_opinion, .word = "favourable"),
	FIXED("opinion:reserved ", holds_opinion, .word = "reserved"),
	FIXED("I1:NE ", holds_special, .which = 0, .low = MARK_NE),
	FIXED("p1:so ", holds_special, .which = 2, .low = MARK_SO),
	FIXED("avec:demandeur ", holds_text_presence, .which = 0),
	FIXED("avec:projet ", holds_text_presence, .which = 1),
	FIXED("with:theme ", holds_text_presence, .which = 2),
	FIXED("avec:ville ", holds_text_presence, .which = 3),
	FIXED("avec:dep ", holds_text_presence, .which = 4),
	FIXED("avec:type ", holds_text_presence, .which = 5),
	FIXED("avec:adresse ", holds_text_presence, .which = 6),
	FIXED("with:mél ", holds_text_presence, .which = 7),
	FIXED("adresse:eglise ", holds_text_key, .which = 4, .word = "eglise"),
	FIXED("courriel:adon.fr ", holds_text_key, .which = 5, .word = "adon fr"),
	FIXED("email:val* ", holds_text_key, .which = 5, .word = "val*"),
	FIXED("motivation:crédits ", holds_motivation, .word = "credits"),
	FIXED("grounds:\"la cellule\" ", holds_motivation, .word = "la cellule"),
	FIXED("avec:motivation ", has_text, .which = 0),
	FIXED("remarque:réunion ", holds_remark, .word = "reunion"),
	FIXED("remark:mair* ", holds_remark, .word = "mair*"),
	FIXED("avec:remarques ", has_text, .which = 1),
	FIXED("pièce:devis ", holds_file, .word = "devis"),
	FIXED("attachment:chiffrage ", holds_file, .word = "chiffrage"),
	FIXED("avec:pièce ", has_text, .which = 2),
	FIXED("retard:oui ", naive_in_range, .which = DEADLINE, .low = INT_MIN, .high = TODAY - 1),
	FIXED("dépôt:2021-09 ", naive_in_range, .which = SUBMITTED, .low = 18871, .high = 18900),
	FIXED("dépôt<2021-09 ", naive_in_range, .which = SUBMITTED, .low = INT_MIN, .high = 18870),
	FIXED("échéance:aujourd'hui..2s ", naive_in_range, .which = DEADLINE, .low = TODAY,
		.high = TODAY + 14),
	FIXED("4012307 4012321-4012391 ", naive_is_numbered, .which = 4012307, .low = 4012321,
		.high = 4012391),
#undef FIXED
};
const size_t naive_condition_count = sizeof(naive_conditions) / sizeof(naive_conditions[0]);
