/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * libFuzzer target for mallettes and for what is sealed in them: the input as it is, then signed by
 * somebody who can. What is accepted must be written and read again as it was.
 */
#include <stdlib.h>

#include "pupitre/base/hash.h"
#include "pupitre/exchange/mallette.h"
#include "support/parcels.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct sign_key key;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (!hash_start())
		abort();
	sign_key_new(&key);
	return 0;
}

/* There is one way to write a face: the same bytes, but for who signs. */
static void
check_mallette(const struct mallette *m, struct str bytes)
{
	struct buf again = { 0 };

	mallette_encode(m, &key, &again);
	if (memcmp(m->face.host_key, key.pub, sizeof(key.pub)) == 0 &&
		!str_eq(buf_str(&again), bytes))
		abort();
	buf_done(&again);
}

static void
read_file(struct str bytes)
{
	struct buf plain = { 0 };
	struct mallette m;

	if (mallette_decode(bytes, &m, NULL) == OK) {
		check_mallette(&m, bytes);
		if (unseal_by_device(&key, m.sealed, &plain, NULL) != OK && plain.len > 0)
			abort();
	}
	buf_done(&plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size ? size : 1);
	struct str input = { bytes, size };

	if (!bytes)
		abort();
	if (size)
		memcpy(bytes, data, size);
	read_file(input);
	if (sample_sign(&key, MALLETTE_MAGIC, bytes, size))
		read_file(input);
	free(bytes);
	return 0;
}
