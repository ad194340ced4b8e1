/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One person at work on one base: the handle that every use case takes. Screens and commands see
 * data only through the functions of app/; each write is checked (capability, scope, revision,
 * rule), goes through the write gate in one transaction and leaves one act.
 */
#ifndef PUPITRE_APP_SESSION_H
#define PUPITRE_APP_SESSION_H

#include "pupitre/base/arena.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"
#include "pupitre/config/settings.h"
#include "pupitre/domain/act.h"
#include "pupitre/domain/grid.h"

struct session; /* complete only in src/app */

struct session_options {
	const char *base; /* path; see session_base_path */
	const char *login; /* --as; NULL: login of the Unix user */
	const char *config; /* --config; NULL: defaults */
	bool any_file_system; /* --force: network file systems too */
	enum origin origin; /* ORIGIN_SCREEN or ORIGIN_COMMAND */
};

/* --base, else $PUPITRE_BASE, else $XDG_DATA_HOME/pupitre/base.db, else ~/.local/share/... */
const char *session_base_path(struct arena *a, const char *option);
MUST_CHECK enum status session_open(
	const struct session_options *o, struct session **out, struct err *err);
void session_close(struct session *s); /* checkpoints; NULL is a no-op */

struct who {
	const char *login, *name;
	unsigned roles;
	const char *departments; /* "*" or "45,37" */
};
struct campaign_view {
	const char *name, *region; /* region: code, may be "" */
	enum base_kind { BASE_LIVE, BASE_DEMO, BASE_TEST } kind;
	const char *path;
};
const struct who *session_who(const struct session *s);
const struct campaign_view *session_campaign(const struct session *s);
const struct grid *session_grid(const struct session *s); /* in force */
const struct config *session_config(const struct session *s);
const struct motives *session_motives(struct session *s);
struct day session_today(struct session *s);
bool session_can(const struct session *s, enum capability cap);

/* Every file that a person names passes here before it is written, with or without replacing: ERR_INPUT for the
 * base, what stands beside it, a folder, a device. "-" passes. */
MUST_CHECK enum status session_check_output(
	const struct session *s, const char *path, struct err *err);

/* Called about every 50 ms while a write waits for the gate held by another process; returning
 * false gives up (ERR_CANCELLED). holder like "b.durand", waited in ms. NULL: waits at most 10 s. */
void session_on_wait(
	struct session *s, bool (*tick)(void *ctx, const char *holder, int waited), void *ctx);
/* Changes when another process wrote; cheap enough to ask each second. */
int64_t session_data_version(struct session *s);
/* Between them every read sees one state of the base, which is locked once instead of at each
 * statement; they nest. Nothing is written meanwhile; inside a write they do nothing. */
MUST_CHECK enum status session_read_begin(struct session *s, struct err *err);
void session_read_end(struct session *s);
/* Asked now and then by long reads (searches, totals, jumps): true stops the running call with
 * ERR_CANCELLED. NULL: never. */
void session_on_stop(struct session *s, bool (*stop)(void *ctx), void *ctx);

/* What a write answers: the act (or batch) that was recorded. */
struct receipt {
	struct uid batch;
	size_t acts;
	const char *summary; /* "dossier 4012345 : décision, accordé 12 000,00 €" ; in the arena */
};

#endif
