/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A base to export from: 1001, 1002 and 1003 of the Loiret, 1004 of Indre-et-Loire, each 16 000 euros asked
 * for. 1001 is marked by chef and awarded 5 000 euros, 1002 is marked by jean. lise has the Loiret only.
 */
#ifndef PUPITRE_TESTS_SUPPORT_EXPORTS_H
#define PUPITRE_TESTS_SUPPORT_EXPORTS_H

#include "pupitre/app/export.h"
#include "support/base.h"

extern struct fixture exports;
extern struct arena exports_arena; /* of the test */

int exports_setup(void **state);
int exports_teardown(void **state);
/* The bytes of a file made by an order, in the folder under the name "export". login NULL: chef. */
struct str exported(const char *login, const struct export_order *o, struct export_done *done);

#endif
