/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing; reading is in parcel_decode.c. */
#include "pupitre/exchange/parcel.h"

#include "signed.h"

/* Writes the texts of one act as its payload asks for them. */
struct text_writer {
	const struct parcel_act *act;
	struct buf *out;
	uint32_t count;
};

static bool
write_text(void *ctx, const struct hash *h, struct str *out)
{
	struct text_writer *w = ctx;

	(void)out;
	for (size_t i = 0; i < w->act->text_count; i++) {
		const struct act_text *t = &w->act->texts[i];

		if (!hash_eq(t->hash, *h))
			continue;
		buf_add_hash(w->out, t->hash);
		buf_add_lstr(w->out, t->salt);
		buf_add_lstr(w->out, t->text);
		w->count++;
		break;
	}
	return false;
}

static void
add_texts(const struct parcel_act *p, struct arena *scratch, struct buf *out)
{
	struct buf texts = { 0 };
	struct text_writer w = { .act = p, .out = &texts };
	struct change *changes;
	size_t n;

	/* An act that this program cannot read is sent without texts: the receiver says why. */
	if (!act_payload_decode(scratch, p->act.payload, write_text, &w, &changes, &n)) {
		w.count = 0;
		buf_clear(&texts);
	}
	arena_reset(scratch);
	buf_add_u32(out, w.count);
	buf_adds(out, buf_str(&texts));
	buf_done(&texts);
}

static void
add_act(const struct act *act, struct buf *out)
{
	buf_add_uid(out, act->id);
	buf_add_lstr(out, act->station);
	buf_add_u64(out, (uint64_t)act->seq);
	buf_add_u64(out, (uint64_t)act->at.ms);
	buf_add_lstr(out, act->agent);
	buf_add_lstr(out, act->role);
	buf_add_lstr(out, act->origin);
	buf_add_lstr(out, act->verb);
	buf_add_u64(out, (uint64_t)act->dossier);
	buf_add_uid(out, act->batch);
	buf_add_uid(out, act->undoes);
	buf_add_lstr(out, act->payload);
	buf_add_lstr(out, act->has_prev
				  ? (struct str){ (const char *)act->prev.b, sizeof(act->prev.b) }
				  : STR_NONE);
	buf_add_hash(out, act->hash);
}

static void
add_acts(const struct parcel *p, struct buf *out)
{
	struct arena scratch = { 0 };

	buf_add_u32(out, (uint32_t)p->act_count);
	for (size_t i = 0; i < p->act_count; i++) {
		add_act(&p->acts[i].act, out);
		add_texts(&p->acts[i], &scratch, out);
	}
	arena_done(&scratch);
}

static void
add_grids(const struct parcel *p, struct buf *out)
{
	buf_add_u32(out, (uint32_t)p->grid_count);
	for (size_t i = 0; i < p->grid_count; i++) {
		buf_add_hash(out, p->grids[i].hash);
		buf_add_lstr(out, p->grids[i].yaml);
	}
}

static void
add_dossiers(const struct parcel *p, struct buf *out)
{
	buf_add_u32(out, (uint32_t)p->dossier_count);
	for (size_t i = 0; i < p->dossier_count; i++) {
		const struct parcel_dossier *d = &p->dossiers[i];

		buf_add_u64(out, (uint64_t)d->number);
		buf_add_hash(out, d->version);
		buf_add_u64(out, (uint64_t)d->size);
		buf_add_lstr(out, d->content);
	}
}

static void
encode_part(const struct parcel *p, uint32_t more, const struct sign_key *signer, struct buf *out)
{
	size_t start = signed_start(SIGNED_PARCEL, signer, out);

	buf_add_uid(out, p->base);
	buf_add_uid(out, p->bundle);
	buf_add_u32(out, (uint32_t)p->schema);
	buf_add_lstr(out, p->sender);
	buf_add_line(out, p->label);
	buf_add_u64(out, (uint64_t)p->made_at.ms);
	buf_add_u32(out, more);
	add_acts(p, out);
	add_grids(p, out);
	add_dossiers(p, out);
	signed_end(SIGNED_PARCEL, signer, start, out);
}

void
parcel_encode(const struct parcel *p, const struct sign_key *signer, struct buf *out)
{
	encode_part(p, 0, signer, out);
}

/* How many acts from the first on make a part of at most that many bytes; one at least. */
static size_t
acts_of_part(const struct parcel_act *acts, size_t n, size_t most)
{
	struct arena scratch = { 0 };
	struct buf bytes = { 0 };
	size_t count = 0;

	while (count < n && count < PARCEL_ACTS) {
		add_act(&acts[count].act, &bytes);
		add_texts(&acts[count], &scratch, &bytes);
		if (count && bytes.len > most)
			break;
		count++;
	}
	arena_done(&scratch);
	buf_done(&bytes);
	return count;
}

void
parcel_encode_parts(
	const struct parcel *p, const struct sign_key *signer, size_t most, struct buf *out)
{
	enum { FACE = 1 << 18 }; /* more than what stands around the acts */
	struct parcel part = *p;
	struct arena a = { 0 };
	size_t *ends = ARENA_ARRAY(&a, size_t, p->act_count + 1), parts = 0, end = 0;

	do {
		end += acts_of_part(p->acts + end, p->act_count - end, most - FACE);
		ends[parts++] = end;
	} while (end < p->act_count);
	for (size_t i = 0; i < parts; i++) {
		size_t from = i ? ends[i - 1] : 0;

		part.acts = p->acts + from;
		part.act_count = ends[i] - from;
		encode_part(&part, (uint32_t)(parts - 1 - i), signer, out);
	}
	arena_done(&a);
}
