/* SPDX-License-Identifier: EUPL-1.2 */
/* One line of the list, as read from the store for one viewer. */
#ifndef PUPITRE_DOMAIN_LISTING_H
#define PUPITRE_DOMAIN_LISTING_H

#include "pupitre/base/day.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/score.h"

struct list_row {
	int64_t number;
	struct str department, applicant, applicant_kind, siret, insee, title, category;
	int64_t population; /* -1 unknown */
	enum state state;
	struct maybe_money requested, total, eligible;
	struct day submitted;
	struct day deadline; /* next one, DAY_NONE when no clock runs */
	int days_left; /* to it; meaningless without */
	bool urgent; /* late or within the alert */
	bool has_points;
	struct points points;
	bool has_range; /* the viewer's own unfinished sheet */
	struct points_range range;
	bool has_decision;
	enum decision_kind decision;
	struct maybe_money amount;
	bool decided_by_platform;
	bool has_warning;
	struct str away; /* logins of who has it on tour, newest first: "lea, zoe"; "": nobody */
	bool question, has_proposal; /* one is open; somebody proposes a decision */
	struct str tags; /* "urgent, ~mien"; absent: not asked */
};

#endif
