/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * libFuzzer target for parcels. An input that starts as one of our files is a parcel, as it is and
 * then signed by somebody who can; any other one is the payload of a well-hashed act in a parcel.
 * What is accepted must be what the reader promises, and be written and read again.
 */
#include <stdlib.h>

#include "pupitre/exchange/parcel.h"
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

static void
check_act(struct arena *a, const struct parcel_act *p)
{
	struct change *changes;
	size_t n;

	if (!hash_eq(act_hash(&p->act), p->act.hash) || p->act.seq < 1)
		abort();
	if (!act_payload_decode(a, p->act.payload, NULL, NULL, &changes, &n))
		abort();
	for (size_t i = 0; i < p->text_count; i++)
		if (!hash_eq(act_text_hash(p->texts[i].salt, p->texts[i].text), p->texts[i].hash))
			abort();
}

static void
check_parcel(struct arena *a, const struct parcel *p)
{
	struct buf again = { 0 };
	struct parcel back;

	for (size_t i = 0; i < p->act_count; i++)
		check_act(a, &p->acts[i]);
	parcel_encode(p, &key, &again);
	if (parcel_decode(a, buf_str(&again), &back, NULL) != OK || back.act_count != p->act_count)
		abort();
	buf_done(&again);
}

static void
read_file(struct str bytes)
{
	struct arena a = { 0 };
	struct parcel p;

	if (parcel_decode(&a, bytes, &p, NULL) == OK)
		check_parcel(&a, &p);
	arena_done(&a);
}

static void
read_payload(struct str payload)
{
	struct arena a = { 0 };
	struct buf bytes = { 0 };
	struct parcel p = sample_return(&a);

	p.act_count = 1;
	p.acts[0].act.payload = payload;
	sample_hash(&p.acts[0]);
	parcel_encode(&p, &key, &bytes);
	read_file(buf_str(&bytes));
	buf_done(&bytes);
	arena_done(&a);
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
	if (str_starts(input, STR("PUPITRE-"))) {
		read_file(input);
		if (sample_sign(&key, PARCEL_MAGIC, bytes, size))
			read_file(input);
	} else {
		read_payload(input);
	}
	free(bytes);
	return 0;
}
