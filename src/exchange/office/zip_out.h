/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A zip written as it goes: entries one after the other, deflated in pieces, sizes after the bytes (data
 * descriptors), the directory at the end. Source: PKWARE APPNOTE 6.3.
 * Limits: 4 GiB an entry and in all; names of ours, ASCII.
 */
#ifndef PUPITRE_EXCHANGE_OFFICE_ZIP_OUT_H
#define PUPITRE_EXCHANGE_OFFICE_ZIP_OUT_H

#include "pupitre/base/buf.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"

struct zip_out;

/* Entries bear the date; bytes are appended to out, which may be emptied between calls. */
struct zip_out *zip_out_new(struct buf *out, struct instant at);
void zip_out_stored(struct zip_out *z, const char *name, struct str bytes);
void zip_out_begin(struct zip_out *z, const char *name);
void zip_out_add(struct zip_out *z, struct str bytes);
void zip_out_end(struct zip_out *z);
MUST_CHECK enum status zip_out_close(struct zip_out *z, struct err *err); /* z is gone */
void zip_out_drop(struct zip_out *z);

#endif
