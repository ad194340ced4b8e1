/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The language of lists (share/doc/language.md): text to a tree, no SQL, no clock.
 *
 * Units    bounds are inclusive, in the unit of their key: cents, thousandths, days since 1970, or
 *          plain. QUERY_MIN and QUERY_MAX leave a side open; low > high matches nothing.
 * Memory   the tree lives in the arena, borrowed strings of the text included in copies or slices
 *          of it: the text must live as long.
 * Shape    runs of AND and OR are balanced; nesting is at most QUERY_DEPTH levels deep.
 */
#ifndef PUPITRE_DOMAIN_QUERY_H
#define PUPITRE_DOMAIN_QUERY_H

#include "pupitre/base/arena.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"
#include "pupitre/base/str.h"
#include "pupitre/domain/columns.h"
#include "pupitre/domain/grid.h"

#define QUERY_MIN (-INT64_C(999999999999999999))
#define QUERY_MAX INT64_C(999999999999999999)
enum { QUERY_DEPTH = 100, QUERY_LENGTH = 10000, QUERY_TERMS = 500 };

/* What a condition is about: a column of the list, or one of these. */
enum query_key {
	KEY_SIRET = COLUMN_COUNT,
	KEY_INSEE,
	KEY_CITY,
	KEY_EPCI,
	KEY_ADDRESS,
	KEY_EMAIL,
	KEY_CONTACT,
	KEY_GROUP,
	KEY_VOLET,
	KEY_OTHER_FUNDING,
	KEY_START,
	KEY_FINISH,
	KEY_MODIFIED,
	KEY_PLATFORM,
	KEY_EVALUATOR,
	KEY_DECIDER,
	KEY_DECIDED,
	KEY_OPINION,
	KEY_ENVELOPE,
	KEY_REASON,
	KEY_MOTIVATION, /* text of the decision, ours or the platform's */
	KEY_TAG,
	KEY_LATE, /* oui or non: becomes a range of the deadline */
	KEY_WARNING,
	KEY_AWAY, /* login of who has it on tour; oui or non: its presence */
	KEY_PROPOSAL, /* kind of a proposed decision; oui or non: its presence */
	KEY_QUESTION,
	KEY_EVALUATION, /* presence only */
	KEY_NOTE,
	KEY_ATTACHMENT, /* names of files, and what they answer */
	KEY_CRITERION, /* of the grid, by its identifier: query.subject is its index */
	KEY_ITEM,
	KEY_WITH,
	KEY_WITHOUT,
	KEY_SORT,
	KEY_COUNT,
};

enum query_kind {
	KIND_TEXT, /* words of the value, adjacent */
	KIND_PREFIX, /* starts with the value */
	KIND_TAG, /* "urgent", "~mine" */
	KIND_CODE, /* list of codes, as stored */
	KIND_WHOLE, /* whole numbers, in lists and ranges */
	KIND_MONEY,
	KIND_POINTS,
	KIND_DAY,
	KIND_FLAG, /* oui or non */
	KIND_PRESENCE, /* only after avec: and sans: */
	KIND_WORD, /* avec, sans, tri */
};

struct query_key_row {
	const char *key, *alias, *also; /* French, English, other French word or NULL */
	enum query_kind kind;
};
/* By name (not "requested_cents", whose unit is another), accents and case ignored, then by identifier of the grid (NULL: none), whose index goes to
 * *subject. -1 when unknown. */
int query_key_find(struct str name, const struct grid *g, int *subject);
/* A column by which tri: orders; -1 when there is none of that name. */
int query_sort_find(struct str name);
/* Names and kind of any key but KEY_CRITERION and KEY_ITEM, which have only those of the grid. */
struct query_key_row query_key_row(int key);

enum query_op {
	QUERY_ALL,
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT, /* left */
	QUERY_WORD, /* text: folded words, adjacent, in any indexed text; prefix: of the last one */
	QUERY_DIGITS, /* text: inside the number, or as a word */
	QUERY_TEXT, /* key, text, prefix */
	QUERY_CODES, /* key, values: one of them */
	QUERY_RANGE, /* key, low to high */
	QUERY_NUMBERS, /* numbers: the dossier's is one of them */
	QUERY_PRESENT, /* key, subject: has a value */
	QUERY_MARKED, /* KEY_ITEM: a visible sheet has the mark low (MARK_NE or MARK_SO) */
};

struct query {
	enum query_op op;
	struct query *left, *right;
	int key; /* enum column or enum query_key */
	int subject; /* index in the grid's criteria or items */
	struct str text;
	bool prefix;
	struct str *values;
	size_t value_count;
	int64_t low, high;
	int64_t *numbers;
	size_t number_count;
};

enum { SORT_KEYS = 4 };
struct sort_key {
	enum column column;
	bool descending;
};

struct search {
	struct query *where; /* QUERY_ALL when everything */
	struct sort_key sorts[SORT_KEYS];
	size_t sort_count; /* 0: default order */
};

/* What a text means depends on the day, on who asks and on the grid in force. */
struct query_context {
	struct day today;
	struct str login; /* "moi" */
	const struct grid *grid; /* NULL: no criteria nor items */
};

/* The words of a QUERY_TEXT stand one after the other in a folded text. */
bool query_words_in(const struct query *q, struct str folded);

/* Position of the error (1-based, in characters) in *at; the text of err says where, why, suggests.
 * The last bare word is a prefix unless a blank follows it. */
MUST_CHECK enum status query_parse(struct str text, const struct query_context *ctx,
	struct arena *a, struct search *out, int *at, struct err *err);

#endif
