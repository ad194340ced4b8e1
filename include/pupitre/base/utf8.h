/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Text of people: decoding, width, cleaning, folding (utf8proc). The only file that knows Unicode.
 *
 * Cleaning: at import everything that could steer a terminal or hide is made
 * visible or removed and counted; display passes a second gate. Cleaning is idempotent and its
 * output is valid UTF-8 in NFC.
 */
#ifndef PUPITRE_BASE_UTF8_H
#define PUPITRE_BASE_UTF8_H

#include "pupitre/base/arena.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/str.h"

enum clean_mode {
	CLEAN_LINE, /* one line: line ends and TAB become a space */
	CLEAN_TEXT, /* several lines: line ends become LF, TAB kept */
};

enum { /* bits of cleaned.flags: what was found */
	CLEAN_INVALID = 1, /* bytes that are not UTF-8 */
	CLEAN_CONTROL = 2, /* C0, C1, DEL */
	CLEAN_BIDI = 4, /* direction controls */
	CLEAN_HIDDEN = 8, /* zero-width, tags, variation selectors, soft hyphen */
	CLEAN_COMBINING = 16, /* more than three marks on a base, or a leading one */
	CLEAN_PRIVATE = 32, /* private use, unassigned */
	CLEAN_TRUNCATED = 64,
};

struct cleaned {
	struct str text;
	unsigned flags;
	unsigned masked; /* code points replaced or removed */
};

/* Decodes and drops the first code point; -1 for an invalid byte (which is dropped); *rest not empty. */
int32_t utf8_next(struct str *rest);
void utf8_put(struct buf *b, int32_t cp);
bool utf8_valid(struct str s);
/* max: most code points kept, then " […]" and CLEAN_TRUNCATED; absent text stays absent. */
struct cleaned utf8_clean(struct arena *a, struct str raw, enum clean_mode mode, size_t max);
/* The display gate: any bytes to text that a terminal shows as is, on one line (LF and TAB become
 * spaces). Code points whose width libc and utf8proc judge differently become U+FFFD. Returns s
 * itself when there was nothing to change. */
struct str utf8_gate(struct arena *a, struct str s);
/* Columns of gated text. */
int utf8_width(struct str s);
/* Bytes of the first grapheme cluster of s (0 when empty), its columns in *width. */
size_t utf8_cluster_any(struct str s, int *width);
/* Bytes of a letter of French at the start of s, of a no-break space or of "…", when no mark can follow it:
 * nearly all that a screen shows. 0: something else. */
static inline size_t
utf8_plain(struct str s)
{
	const unsigned char *b = (const unsigned char *)s.ptr;

	if (s.len == 0)
		return 0;
	if (b[0] < 0x80)
		return s.len == 1 || b[1] < 0x80;
	if (s.len < 2 || (b[1] & 0xC0) != 0x80)
		return 0;
	if ((b[0] >= 0xC3 && b[0] <= 0xC5) || (b[0] == 0xC2 && b[1] == 0xA0)) /* U+00C0 to U+017F */
		return s.len == 2 || b[2] < 0x80 ? 2 : 0;
	if (s.len > 2 && b[0] == 0xE2 && b[1] == 0x80 && b[2] == 0xA6)
		return s.len == 3 || b[3] < 0x80 ? 3 : 0;
	return 0;
}
static inline size_t
utf8_cluster(struct str s, int *width)
{
	size_t plain = utf8_plain(s);

	*width = 1;
	return plain ? plain : utf8_cluster_any(s, width);
}
/* Longest prefix of whole clusters that fits in columns. */
struct str utf8_fit(struct str s, int columns);
/* s, or a prefix ended by "…", in at most columns. */
struct str utf8_shorten(struct arena *a, struct str s, int columns);
/* For searching: case folded, marks removed, œ -> oe, typographic quotes and NBSP made plain. */
struct str utf8_fold(struct arena *a, struct str s);
/* French sets a blank before some signs and after an opening quote: no line breaks at the blank that
 * ends at byte `at`. */
bool utf8_holds(struct str text, size_t at);
/* Cuts text in lines of at most columns at blanks (or in the word when it is longer), keeping the
 * text's own line ends: n of them make at least n + 1 lines, none when the text is absent. The lines
 * are slices of s; the blanks at which a line was cut belong to none. *count lines in the arena. */
struct str *utf8_wrap(struct arena *a, struct str s, int columns, size_t *count);

#endif
