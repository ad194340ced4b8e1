/* SPDX-License-Identifier: EUPL-1.2 */
/* The session as app/ sees it. */
#ifndef PUPITRE_APP_SESSION_PRIV_H
#define PUPITRE_APP_SESSION_PRIV_H

#include "pupitre/app/session.h"
#include "pupitre/store/open.h"
#include "pupitre/store/record.h"
#include "tag_steps.h"

struct session {
	struct arena arena; /* lives as long as the session */
	struct store *store;
	struct config config;
	struct grid grid; /* in force: the base's, not the configuration's */
	struct clock clock;
	struct uid_source ids;
	struct who who;
	const char *as, *config_folder; /* --as and --config; NULL: not given */
	struct campaign_view campaign;
	enum origin origin;
	bool (*wait_tick)(void *ctx, const char *holder, int waited);
	void *wait_ctx;
	int readings; /* session_read_begin that wait for their end */
	bool reading; /* the first of them began it */
	struct tag_steps tag_steps;
};

/* ERR_DENIED when the roles lack the capability; the text names it and who has it. */
MUST_CHECK enum status session_require(
	const struct session *s, enum capability cap, struct err *err);
/* ERR_INPUT when the dossier does not exist, ERR_DENIED when it is out of the agent's scope. */
MUST_CHECK enum status session_reach(struct session *s, int64_t number, struct err *err);
/* Reads the agent again, inside a write: an administrator may have changed him since the session was
 * opened. ERR_DENIED when he is no longer active. No-op while the base is being made (no name). */
MUST_CHECK enum status session_refresh_rights(struct session *s, struct err *err);
/* Reads the campaign and the grid in force again, after an act that changed them. */
MUST_CHECK enum status session_reload(struct session *s, struct err *err);

/* --as, else the login of the Unix user. */
const char *session_login(struct arena *a, const struct session_options *o);
/* Frozen clock and seeded ids, on bases where they can mislead nobody. */
void session_honour_test_variables(struct session *s);
/* Value of a field, by name, in a row read by store_row. */
struct str record_field(const struct str *values, enum entity e, const char *field);
bool record_int(const struct str *values, enum entity e, const char *field, int64_t *out);

#endif
