/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/selection.h"

#include "pupitre/base/i18n.h"

enum status
selection_find(struct session *s, struct str text, struct numset *out, int *at, struct err *err)
{
	struct browse *b;
	enum status st = browse_open(s, text, STR_NONE, &b, at, err);

	if (st)
		return st;
	st = browse_members(b, out, err);
	browse_close(b);
	return st;
}

enum status
selection_invert(struct browse *b, struct numset *selected, struct err *err)
{
	struct numset rest = { 0 };
	enum status st = browse_members(b, &rest, err);

	if (st) {
		numset_done(&rest);
		return st;
	}
	numset_minus(&rest, selected);
	numset_done(selected);
	*selected = rest;
	return OK;
}
