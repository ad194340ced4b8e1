/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A base for the tests of the language of lists: dossiers with absent values, accents, marks at NE and
 * SO, and two evaluators, a.martin and b.durand. Each row is kept as a plain struct beside the base.
 */
#ifndef PUPITRE_TESTS_SUPPORT_LANGUAGE_H
#define PUPITRE_TESTS_SUPPORT_LANGUAGE_H

#include "pupitre/domain/grid.h"
#include "pupitre/domain/query.h"
#include "pupitre/store/list.h"
#include "support/scratch.h"

enum { LANGUAGE_ROWS = 120, LANGUAGE_ITEMS = 4, LANGUAGE_PEOPLE = 2 };
extern const char *const language_people[LANGUAGE_PEOPLE];

struct language_sheet {
	bool is, final;
	int marks[LANGUAGE_ITEMS]; /* MARK_NE, MARK_SO */
	const char *opinion; /* NULL: none */
};

struct language_row {
	int64_t number;
	const char *department, *applicant, *kind, *title, *category, *city; /* NULL: absent */
	const char *address, *email, *motivation, *remarks[2],
		*file; /* same; motivation: the platform's */
	int64_t requested, total, population; /* cents; -1 absent */
	int volet;
	int submitted, deadline; /* days since 1970; INT_MIN absent */
	enum state state;
	int decision; /* -1 none */
	int64_t amount; /* -1 absent */
	const char *tag; /* shared; NULL none */
	bool away[2]; /* in an open mallette of language_people[0], of [1] */
	bool assigned[LANGUAGE_PEOPLE], warning, question;
	int proposals[LANGUAGE_PEOPLE]; /* kind of decision that each proposes; -1 none */
	struct language_sheet sheets[LANGUAGE_PEOPLE];
	int points; /* thousandths, -1 before they exist */
};

struct language {
	struct scratch s;
	struct grid grid; /* impact (I1 20, I2 30), portage (P1 40, P2 10), marks 0 to 3 */
	struct day today; /* 2021-10-08 */
	struct language_row rows[LANGUAGE_ROWS];
};

unsigned language_draw(unsigned n); /* 0 to n - 1, the same each time */
void language_init(struct language *l);
void language_done(struct language *l);
/* Numbers that a text selects, in increasing order, for an agent and his scope. */
size_t language_select(struct language *l, const char *text, const char *login,
	const char *departments, int64_t *numbers);

#endif
