/* SPDX-License-Identifier: EUPL-1.2 */
/* The first inputs of the fuzzers: seeds FOLDER writes FOLDER/parcel/... and FOLDER/mallette/... */
#include <stdio.h>

#include "pupitre/base/fs.h"
#include "support/parcels.h"

static struct arena arena;
static const char *folder;

static void
put(const char *name, struct str bytes)
{
	const char *path = arena_printf(&arena, "%s/%s", folder, name);
	struct err err;

	if (fs_make_folders(path, &err) != OK || fs_write(path, bytes, true, &err) != OK)
		die("%s", err.text);
}

static void
put_parcel(const char *name, const struct parcel *p, const struct sign_key *k)
{
	struct buf b = { 0 };

	parcel_encode(p, k, &b);
	put(name, buf_str(&b));
	buf_done(&b);
}

static void
put_mallette(const char *name, const struct mallette *m, const struct sign_key *k)
{
	struct buf b = { 0 };

	mallette_encode(m, k, &b);
	put(name, buf_str(&b));
	buf_done(&b);
}

int
main(int argc, char **argv)
{
	struct sign_key k;
	struct buf parts = { 0 };

	if (argc != 2 || !hash_start())
		return 2;
	folder = argv[1];
	sign_key_new(&k);

	struct parcel back = sample_return(&arena), sent = sample_sending(&arena);
	struct mallette by_device = sample_mallette(&arena, &k),
			by_phrase = sample_mallette(&arena, NULL);

	put_parcel("parcel/return", &back, &k);
	put_parcel("parcel/sending", &sent, &k);
	parcel_encode_parts(&back, &k, (1 << 18) + 1000, &parts);
	put("parcel/parts", buf_str(&parts));
	buf_done(&parts);
	for (size_t i = 0; i < back.act_count; i++)
		put(arena_printf(&arena, "parcel/payload-%zu", i + 1), back.acts[i].act.payload);
	back.act_count = 0;
	put_parcel("parcel/empty", &back, &k);
	put_mallette("mallette/device", &by_device, &k);
	put_mallette("mallette/passphrase", &by_phrase, &k);
	arena_done(&arena);
	return 0;
}
