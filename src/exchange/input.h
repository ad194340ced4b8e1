/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file read in chunks, with the position of what a parser stands on.
 *
 * A BOM is skipped. NUL bytes (UTF-16, binary files) are refused here, so that no parser meets one.
 * The chunk is borrowed until the next read.
 */
#ifndef PUPITRE_EXCHANGE_INPUT_H
#define PUPITRE_EXCHANGE_INPUT_H

#include "pupitre/exchange/reader.h"

enum { INPUT_CHUNK = 65536 };

struct input {
	int fd;
	const char *path, *name; /* name: without its folders, for messages */
	const struct reader_sink *sink;
	int64_t size, offset; /* offset: of the chunk's end */
	int64_t line, column; /* of the chunk's start, from 1; column in characters */
	int pass, passes; /* of the whole file, for progress */
	struct str chunk;
	char *buffer;
};

struct position {
	char s[96]; /* "ligne 12, colonne 5 (octet 345)" */
};

MUST_CHECK enum status input_open(
	struct input *in, const char *path, const struct reader_sink *sink, struct err *err);
void input_close(struct input *in);
/* The first bytes without BOM, before any reading and with NUL bytes. */
MUST_CHECK enum status input_head(struct input *in, struct str *head, struct err *err);
/* Back to the start, for pass 0, 1... of passes. */
MUST_CHECK enum status input_rewind(struct input *in, int pass, int passes, struct err *err);
/* An empty chunk at the end of the file. */
MUST_CHECK enum status input_read(struct input *in, struct err *err);
/* Where the byte at this offset of the chunk stands. */
struct position input_position(const struct input *in, size_t at);

#endif
