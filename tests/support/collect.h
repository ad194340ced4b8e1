/* SPDX-License-Identifier: EUPL-1.2 */
/* A sink that keeps what a reader gives: for tests of readers and of what follows them. */
#ifndef PUPITRE_TESTS_COLLECT_H
#define PUPITRE_TESTS_COLLECT_H

#include "pupitre/exchange/reader.h"

struct refusal {
	int64_t record, number;
	struct str why;
};
struct removal {
	int64_t number;
	struct str reason;
	bool pending;
};
struct kept_descriptor {
	struct str demarche;
	struct descriptor d;
};

struct collected {
	struct arena arena, record;
	struct dossier *dossiers;
	size_t count, cap;
	struct refusal *refused;
	size_t refused_count, refused_cap;
	struct removal *removed;
	size_t removed_count, removed_cap;
	struct kept_descriptor *descriptors;
	size_t descriptor_count, descriptor_cap;
	struct str notice;
	struct reader_sink sink; /* change it between collect_init and collect */
	struct err err;
	int64_t seen; /* dossiers given, kept or not */
	bool count_only;
	enum status answer; /* what dossier() returns */
};

void collect_init(struct collected *c);
enum status collect(struct collected *c, const char *path);
void collect_done(struct collected *c);
const struct dossier *collected_find(const struct collected *c, int64_t number);
/* The field of this label and occurrence, fails the test when it is absent. */
const struct field *field_of(const struct dossier *d, const char *label, int occurrence);
/* A file of these bytes in a temporary place; removed by collect_file_gone. */
const char *collect_file(const void *bytes, size_t len);
void collect_file_gone(void);

#define assert_str(actual, expected)                                                               \
	do {                                                                                       \
		struct str actual_ = (actual);                                                     \
		assert_string_equal(collect_z(actual_), expected);                                 \
	} while (0)
/* NUL-terminated, "(absent)" when absent; valid until the fourth next call. */
const char *collect_z(struct str s);

#endif
