/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A mallette on tour, for tests of screens: made from the base of a desk with a passphrase, opened beside
 * it in the same folder, returned. Every failure fails the test.
 */
#ifndef PUPITRE_TESTS_SUPPORT_TOUR_H
#define PUPITRE_TESTS_SUPPORT_TOUR_H

#include "support/desk.h"

#define TOUR_SECRET "lavande moulin tisane"

struct tour {
	struct fixture f; /* base: the working base; the folder is the host's */
	char mallette[128], retour[128];
	const char *login;
};

/* A home of its own for keys and known hosts; once per program, before anything else. */
void tour_home(void);
void tour_home_gone(void);

/* The dossiers of a département leave with an agent of the base; maker NULL: "chef". */
void tour_take(struct tour *t, const struct fixture *host, const char *maker, const char *login,
	const char *department);
/* The same of département 45, with `login` who is made a délégué there. */
void tour_leave(struct tour *t, struct fixture *host, const char *login);
/* The session of the délégué on the laptop. The caller closes. */
struct session *tour_session(const struct tour *t);
/* Marks one item by his hand, with a comment (NULL: none), and finalises; the other items get `others`. */
void tour_mark(struct session *s, int64_t number, int item, int8_t mark, const char *comment,
	int8_t others);
void tour_return(struct tour *t); /* writes t->retour, again if it exists */
void tour_merge(const struct tour *t, const struct fixture *host, const char *maker);

#endif
