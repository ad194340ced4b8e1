/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the platform sent about one dossier, cleaned (an intake), with everything that the applicant
 * wrote in order. Built by a reader of exchange/ or read back from store/; owned by its arena.
 * Absent text is STR_NONE, absent day DAY_NONE, absent amount .is == false.
 */
#ifndef PUPITRE_DOMAIN_DOSSIER_H
#define PUPITRE_DOMAIN_DOSSIER_H

#include "pupitre/base/arena.h"
#include "pupitre/base/day.h"
#include "pupitre/base/hash.h"
#include "pupitre/domain/decision.h"

enum source { SOURCE_CSV, SOURCE_JSON }; /* richer ones are greater */

enum section { SECTION_FORM, SECTION_ANNOTATION };

enum field_kind { /* from the descriptor when known, else from __typename; unknown types are text */
	FIELD_TEXT,
	FIELD_HEADER, /* a heading; value is its level */
	FIELD_EXPLANATION,
	FIELD_CHECKBOX, /* "true" / "false" */
	FIELD_YES_NO, /* "true" / "false", absent when unanswered */
	FIELD_DATE, /* ISO */
	FIELD_DATETIME, /* ISO with offset, as sent */
	FIELD_INTEGER,
	FIELD_DECIMAL, /* as sent, point */
	FIELD_CHOICE,
	FIELD_CHOICES, /* joined by ", " */
	FIELD_LINKED, /* "A / B" */
	FIELD_COMMUNE,
	FIELD_EPCI,
	FIELD_DEPARTMENT,
	FIELD_REGION,
	FIELD_COUNTRY,
	FIELD_ADDRESS,
	FIELD_SIRET,
	FIELD_RNA,
	FIELD_DOSSIER_LINK,
	FIELD_FILES,
	FIELD_IDENTITY,
	FIELD_MAP,
	FIELD_KIND_COUNT,
};
extern const char
	*const field_kind_codes[FIELD_KIND_COUNT]; /* "text", "header"... as stored and in JSON */
enum field_kind field_kind_find(struct str code); /* FIELD_TEXT when unknown */

struct field {
	enum section section;
	enum field_kind kind;
	struct str descriptor; /* platform id of the descriptor; absent from a CSV */
	struct str row; /* row id inside a repetition; absent elsewhere */
	struct str label;
	int occurrence; /* 0 for the first field of this label in its section */
	struct str value; /* cleaned; absent = unanswered */
	struct str raw; /* bytes as sent, only where cleaning changed something; else absent */
	unsigned flags; /* CLEAN_* found by cleaning */
	struct instant stated; /* by a CSV that is not of the record's own date: its modified;
	                          .ms 0: as the record */
};

struct funding_line {
	struct str funder;
	struct money amount;
};

struct attachment {
	struct str field; /* label it answers */
	struct str name, type;
	int64_t bytes; /* -1 unknown */
};

struct applicant {
	struct str siret; /* absent for a person */
	struct str name;
	struct str kind; /* code of territory_kind_rows, absent when unknown */
	struct str insee; /* commune or EPCI code of the reference */
	struct str department; /* of the reference, absent when unknown */
	struct str epci; /* name of the commune's EPCI */
	int64_t population; /* -1 unknown */
	struct str address, city, email;
};

struct dossier {
	int64_t number;
	enum source source;
	struct instant modified; /* dateDerniereModification */
	struct instant answered; /* source CSV laid over an older JSON answer: modified of that
	                                  answer; .ms 0: there is none below */
	struct str demarche, demarche_title; /* number of the démarche as text */
	struct str platform_state; /* "en_instruction" */
	struct instant submitted_at, instruction_at, decided_at;
	struct str motivation; /* of the platform's decision */
	struct str group; /* groupe instructeur */
	struct str title;
	struct str department; /* of the project, code */
	struct str category;
	int volet; /* 0 unknown */
	struct maybe_money total, requested, other_funding;
	struct day start, end; /* planned */
	struct str contact;
	struct applicant applicant;
	struct field *fields;
	size_t field_count;
	struct funding_line *funding;
	size_t funding_count;
	struct attachment *attachments;
	size_t attachment_count;
};

/* Canonical bytes of all of the above: u32-length-prefixed fields in the order of the struct,
 * numbers in decimal text, absent as absent. The hash of a version is hash_of(these bytes). */
struct buf;
void dossier_canonical(const struct dossier *d, struct buf *out);
struct hash dossier_hash(const struct dossier *d);
/* Back from canonical bytes; false when they are not such. Strings point into the arena. */
bool dossier_from_canonical(struct str bytes, struct arena *a, struct dossier *out);

/* One difference between two versions, in words a person reads. */
struct difference {
	const char *what; /* label of the column or of the field */
	struct str was, now;
};
struct difference *dossier_diff(
	struct arena *a, const struct dossier *was, const struct dossier *now, size_t *count);

/* What the base should hold once one more record came over the held one: the newest modification
 * wins, at equal date JSON over CSV; a poorer or older source only fills what is absent; a CSV cell
 * equal to the CSV form of the held value is no change, nor is a blank number exported as 0.
 * Columns that a mapping fills come from the newer record; apply the mapping again to the result,
 * whose fields may come from both. Merging twice is merging once, in any order of arrival.
 * Result in the arena (strings shared with both). */
struct dossier dossier_merge(struct arena *a, const struct dossier *held, const struct dossier *in);
/* The text that the platform's CSV export has for a field: one function per kind. */
struct str field_csv_form(struct arena *a, const struct field *f);
/* The answer as a person reads it: "oui", "18/05/2021", "12 345,67 €", "(sans réponse)". */
struct str field_show(struct arena *a, const struct field *f);

#endif
