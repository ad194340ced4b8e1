/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Acts: what a person did, as bytes that are hashed, chained and replayed.
 *
 * A change names a field of a row of people's work: entity, key, field, old and new value as text
 * (integers in decimal), absent when there was or will be none.
 *
 * Payload := u32 format (1) | u32 n | n x ( lstr entity | lstr key | lstr field | value old | value new )
 * value   := u32 tag ( 0 absent | 1 inline, then lstr | 2 text, then 32 bytes: hash of salt and text )
 * lstr    := u32 length | bytes           integers big-endian
 * A text (tag 2) stands in act_text by its hash, with its salt: hash_of(lstr salt | lstr text).
 *
 * hash(act) := BLAKE2b-256 over "pupitre-act-1" | lstr of id, station, seq, at, agent, role, origin,
 *              verb, dossier, batch, undoes, payload, prev  (integers in decimal text, ids and prev as
 *              raw bytes, absent where undoes is zero or there is no prev).
 * Valid     := seq counts 1, 2, 3... in its station, prev is the hash of seq - 1 (absent for 1),
 *              hash recomputes, every text of the payload is in act_text with its hash, no other is.
 */
#ifndef PUPITRE_DOMAIN_ACT_H
#define PUPITRE_DOMAIN_ACT_H

#include "pupitre/base/arena.h"
#include "pupitre/base/day.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/str.h"
#include "pupitre/domain/role.h"

enum entity {
	ENTITY_CAMPAIGN, /* key "1" */
	ENTITY_AGENT, /* key login */
	ENTITY_ENVELOPE, /* key code */
	ENTITY_GRID, /* key hash in hex */
	ENTITY_INSTRUCTION, /* key dossier number: state, eligible cost */
	ENTITY_ASSIGNMENT, /* key number/login */
	ENTITY_EVALUATION, /* key number/login */
	ENTITY_MARK, /* key number/login/item */
	ENTITY_DECISION, /* key number */
	ENTITY_SUSPENSION, /* key number/from day */
	ENTITY_NOTE, /* key uid in hex */
	ENTITY_IMPORT, /* key id of the import act in hex: root of its import lines, source, counts */
	ENTITY_TAG, /* key number/tag: shared ones */
	ENTITY_SHARED_VIEW, /* key uid in hex */
	ENTITY_PROPOSAL, /* key number/login: a decision proposed, without effect */
	ENTITY_DEVICE, /* key public key in hex: who may open mallettes, which hosts send */
	ENTITY_BUNDLE, /* key uid in hex: a mallette */
	ENTITY_AWAY, /* key number/bundle: the dossier is in an open mallette */
	ENTITY_MERGE, /* key id of the merge act in hex: what it brought, what its station knows since */
	ENTITY_QUESTION, /* key uid in hex: two people really differ */
	ENTITY_QUESTION_FIELD, /* key question/position: one contested field */
	ENTITY_COUNT,
};

/* Fields of an entity; the first one makes the row: absent means that the row does not exist. */
struct entity_field {
	const char *name, *label; /* column, and what the register shows */
	bool text; /* long free text: kept in act_text */
	bool stamp; /* an instant of the act, or computed from other fields: two people cannot differ */
	enum {
		SHOW_PLAIN,
		SHOW_MONEY,
		SHOW_POINTS,
		SHOW_STATE,
		SHOW_DECISION,
		SHOW_OPINION,
		SHOW_YES_NO,
		SHOW_INSTANT,
		SHOW_DAY,
		SHOW_MARK,
		SHOW_ROLES,
		SHOW_ORIGIN,
		SHOW_CAMPAIGN,
		SHOW_DEVICE,
		SHOW_KEY,
		SHOW_BUNDLE,
		SHOW_QUESTION,
		SHOW_ANSWER,
		SHOW_COLUMNS,
		SHOW_SORTS
	} show;
};
struct entity_row {
	const char *code, *label; /* table name, French */
	const char *const *keys; /* key columns, NULL-ended */
	const struct entity_field *fields;
	size_t field_count;
};
extern const struct entity_row entity_rows[ENTITY_COUNT];
/* Imports, merges and questions belong to one copy of the base: no part of what all share. */
bool entity_is_local(enum entity e);
bool entity_find(struct str code, enum entity *out);
int entity_field_find(enum entity e, struct str name); /* -1 unknown */

struct change {
	enum entity entity;
	struct str key;
	int field; /* index in entity_rows[entity].fields */
	struct str was, now;
};

enum origin {
	ORIGIN_SCREEN,
	ORIGIN_COMMAND,
	ORIGIN_IMPORT,
	ORIGIN_BUNDLE,
	ORIGIN_PLATFORM,
	ORIGIN_COUNT
};
extern const char *const origin_codes[ORIGIN_COUNT];
extern const char *const origin_labels[ORIGIN_COUNT]; /* French */

enum verb {
	VERB_INIT,
	VERB_IMPORT,
	VERB_EVALUATE,
	VERB_MOVE,
	VERB_DECIDE,
	VERB_ASSIGN,
	VERB_ENVELOPE,
	VERB_GRID,
	VERB_AGENT,
	VERB_NOTE,
	VERB_CAMPAIGN,
	VERB_UNDO,
	VERB_TAG,
	VERB_VIEW,
	VERB_PROPOSE,
	VERB_DEVICE,
	VERB_BUNDLE, /* a mallette made, prolonged, closed, revoked */
	VERB_DEPART, /* first acts of a mallette: what it took away */
	VERB_STATION, /* first act of a copy that became another host */
	VERB_MERGE,
	VERB_QUESTION,
	VERB_ANSWER,
	VERB_COUNT,
};
struct verb_row {
	const char *code, *label; /* "decide", "décision" */
	enum capability needs;
	bool undoable;
};
extern const struct verb_row verb_rows[VERB_COUNT];
bool verb_find(struct str code, enum verb *out);

struct act {
	struct uid id;
	struct str station; /* hex id of the copy that made it */
	int64_t seq;
	struct instant at;
	struct str agent, role; /* role: codes, comma separated */
	struct str origin, verb;
	int64_t dossier; /* 0: none */
	struct uid batch; /* equal to id when alone */
	struct uid undoes; /* zero: none */
	struct str payload;
	bool has_prev;
	struct hash prev, hash;
};

struct act_text {
	struct hash hash;
	struct str salt, text;
};

/* texts: those that the payload refers to, in order; in the arena. random salts of 16 bytes. */
struct str act_payload_encode(struct arena *a, const struct change *changes, size_t n,
	struct act_text **texts, size_t *text_count, struct uid_source *salts);
/* false when the bytes are not exactly a payload. Tag 2 values come back through find_text (absent
 * when it returns false, or is NULL). Strings are copied to the arena. */
bool act_payload_decode(struct arena *a, struct str payload,
	bool (*find_text)(void *ctx, const struct hash *h, struct str *out), void *ctx,
	struct change **changes, size_t *n);
struct hash act_hash(const struct act *act);
struct hash act_text_hash(struct str salt, struct str text);
/* ERR_INPUT when no screen of ours could have made this change: key or new value of another form. For
 * what comes from other copies. */
MUST_CHECK enum status act_change_check(const struct change *c, struct err *err);
/* A value as a person reads it: money, dates, labels; "-" for an absent one. */
struct str change_show(struct arena *a, const struct change *c, struct str value);
/* "4012345/a.martin/I3" -> parts; returns how many. */
size_t key_split(struct str key, struct str parts[4]);

#endif
