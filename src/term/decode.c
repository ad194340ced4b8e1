/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sources: ECMA-48 5.4 (CSI: parameters 0x30-0x3F, intermediates 0x20-0x2F, one final 0x40-0x7E),
 * xterm's ctlseqs, PuTTY's and rxvt's tables of keys, the Linux console's "ESC [ [ A".
 */
#include "pupitre/term/decode.h"

#include "pupitre/base/utf8.h"

enum {
	ESC = 0x1b,
	SEQUENCE_MS = 1000, /* a link that stalls inside a sequence */
	PASTE_MS = 5000, /* ... inside a paste, whose rest must not run as commands */
	STRING_MAX = 4096, /* a longer OSC or DCS has lost its end */
	CSI_MAX = 64,
};

/* How many bytes the head of the input takes. */
enum { MORE = 0 /* not complete yet */ };

struct mapping {
	int number; /* parameter of "ESC [ number ~", or final byte of "ESC [ x", "ESC O x" */
	enum key_code code;
};

static const struct mapping tilde_keys[] = {
	{ 1, KEY_HOME },
	{ 2, KEY_INSERT },
	{ 3, KEY_DELETE },
	{ 4, KEY_END },
	{ 5, KEY_PGUP },
	{ 6, KEY_PGDN },
	{ 7, KEY_HOME },
	{ 8, KEY_END },
	{ 11, KEY_F1 },
	{ 12, KEY_F1 + 1 },
	{ 13, KEY_F1 + 2 },
	{ 14, KEY_F1 + 3 },
	{ 15, KEY_F1 + 4 },
	{ 17, KEY_F1 + 5 },
	{ 18, KEY_F1 + 6 },
	{ 19, KEY_F1 + 7 },
	{ 20, KEY_F1 + 8 },
	{ 21, KEY_F1 + 9 },
	{ 23, KEY_F1 + 10 },
	{ 24, KEY_F12 },
};

static const struct mapping letter_keys[] = {
	{ 'A', KEY_UP },
	{ 'B', KEY_DOWN },
	{ 'C', KEY_RIGHT },
	{ 'D', KEY_LEFT },
	{ 'H', KEY_HOME },
	{ 'F', KEY_END },
	{ 'Z', KEY_BACKTAB },
	{ 'P', KEY_F1 },
	{ 'Q', KEY_F1 + 1 },
	{ 'R', KEY_F1 + 2 },
	{ 'S', KEY_F1 + 3 },
	{ 'M', KEY_ENTER },
};

static const struct mapping console_keys[] = {
	{ 'A', KEY_F1 },
	{ 'B', KEY_F1 + 1 },
	{ 'C', KEY_F1 + 2 },
	{ 'D', KEY_F1 + 3 },
	{ 'E', KEY_F1 + 4 },
};

#define FIND(table, n) find((table), sizeof(table) / sizeof((table)[0]), (n))

static enum key_code
find(const struct mapping *table, size_t count, int number)
{
	for (size_t i = 0; i < count; i++) {
		if (table[i].number == number)
			return table[i].code;
	}
	return KEY_NONE;
}

static void
drop(struct buf *b, size_t n)
{
	memmove(b->ptr, b->ptr + n, b->len - n);
	b->len -= n;
	b->ptr[b->len] = '\0';
}

/* Keys without modifiers only: "ESC [ 3 ; 5 ~" (Ctrl-Suppr) is not Suppr. */
static enum key_code
csi_key(struct str params, unsigned char final)
{
	int64_t n;

	if (params.len == 0 && final != 'M')
		return FIND(letter_keys, final);
	if (final == '~' && str_int(params, &n) && n >= 0 && n < 100)
		return FIND(tilde_keys, (int)n);
	return KEY_NONE;
}

/* ESC [ [ A: one byte after the second bracket. */
static size_t
take_console(struct str in, struct key *out)
{
	if (in.len < 4)
		return MORE;
	out->code = FIND(console_keys, in.ptr[3]);
	return 4;
}

static size_t
take_csi(struct decoder *d, struct str in, struct key *out)
{
	size_t i = 2;

	if (in.len > 2 && in.ptr[2] == '[')
		return take_console(in, out);
	while (i < in.len && in.ptr[i] >= 0x20 && in.ptr[i] <= 0x3f)
		i++;
	if (i > CSI_MAX)
		return i;
	if (i == in.len)
		return MORE;
	unsigned char final = (unsigned char)in.ptr[i];
	struct str params = { in.ptr + 2, i - 2 };

	if (final < 0x40 ||
		final > 0x7e) /* broken off by a control or a letter of another alphabet */
		return i;
	if (final == 'M' && params.len == 0) /* an old mouse report: three raw bytes follow */
		return in.len < 6 ? MORE : 6;
	if (final == '~' && str_eqz(params, "200"))
		d->pasting = true;
	out->code = csi_key(params, final);
	return i + 1;
}

/* Function keys and the application keypad, whose "*" to "9" are "ESC O j" to "ESC O y". */
static size_t
take_ss3(struct str in, struct key *out)
{
	size_t i = 2;

	while (i < in.len && i < CSI_MAX && in.ptr[i] >= '0' && in.ptr[i] <= ';')
		i++;
	if (i == in.len)
		return MORE;
	unsigned char final = (unsigned char)in.ptr[i];

	if (final < 0x20)
		return i;
	if (i > 2) /* with a modifier: not the plain key */
		return i + 1;
	if (final >= 'j' && final <= 'y')
		*out = (struct key){ .code = KEY_CHAR, .cp = final - 'j' + '*' };
	else
		out->code = FIND(letter_keys, final);
	return i + 1;
}

/* OSC, DCS, SOS, PM, APC: up to BEL or ESC \, as late answers to somebody's question. */
static size_t
take_string(struct str in)
{
	for (size_t i = 2; i < in.len; i++) {
		if (in.ptr[i] == 0x07)
			return i + 1;
		if (in.ptr[i] == ESC && i + 1 < in.len)
			return in.ptr[i + 1] == '\\' ? i + 2 : i;
	}
	return in.len > STRING_MAX ? in.len : MORE;
}

static size_t
take_escape(struct decoder *d, struct str in, struct key *out)
{
	if (in.len < 2)
		return MORE;
	switch (in.ptr[1]) {
	case '[':
		return take_csi(d, in, out);
	case 'O':
		return take_ss3(in, out);
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		return take_string(in);
	default: /* Esc, and another key right behind it */
		out->code = KEY_ESC;
		return 1;
	}
}

static size_t
take_control(unsigned char byte, struct key *out)
{
	if (byte == '\r' || byte == '\n')
		out->code = KEY_ENTER;
	else if (byte == '\t')
		out->code = KEY_TAB;
	else if (byte == '\b' || byte == 0x7f)
		out->code = KEY_BACKSPACE;
	else if (byte >= 1 && byte <= 26)
		*out = (struct key){ .code = KEY_CTRL, .cp = byte + 'a' - 1 };
	return 1;
}

/* Bytes that the first one announces; 1 for what cannot begin a character. */
static size_t
announced(unsigned char lead)
{
	return lead >= 0xf0 && lead <= 0xf4   ? 4
	       : lead >= 0xe0 && lead <= 0xef ? 3
	       : lead >= 0xc2 && lead <= 0xdf ? 2
					      : 1;
}

static size_t
take_char(struct str in, struct key *out)
{
	size_t need = announced((unsigned char)in.ptr[0]), have = 1;
	struct str rest = in;

	while (have < need && have < in.len && ((unsigned char)in.ptr[have] & 0xc0) == 0x80)
		have++;
	if (have < need && have == in.len)
		return MORE;
	int32_t cp = utf8_next(&rest);

	if (cp >= 0xa0 || (cp >= ' ' && cp < 0x7f))
		*out = (struct key){ .code = KEY_CHAR, .cp = cp };
	return in.len - rest.len;
}

static size_t
take(struct decoder *d, struct key *out)
{
	struct str in = buf_str(&d->in);
	unsigned char first = (unsigned char)in.ptr[0];

	if (first == ESC)
		return take_escape(d, in, out);
	if (first < 0x20 || first == 0x7f)
		return take_control(first, out);
	return take_char(in, out);
}

/* What was begun and will not be completed: a lone ESC is the key, the rest is swallowed. */
static void
settle(struct decoder *d, struct key *out)
{
	if (d->in.len == 1 && d->in.ptr[0] == ESC)
		out->code = KEY_ESC;
	buf_clear(&d->in);
}

static void
paste_byte(struct decoder *d, char byte)
{
	if (d->paste.len < PASTE_MAX)
		buf_addc(&d->paste, byte);
	else
		d->paste_cut = true;
}

/* Terminals send CR for the line ends of a paste. */
static void
paste_line_ends(struct buf *b)
{
	size_t to = 0;

	for (size_t i = 0; i < b->len; i++) {
		if (b->ptr[i] == '\n' && i > 0 && b->ptr[i - 1] == '\r')
			continue;
		b->ptr[to++] = b->ptr[i];
	}
	b->len = to;
	for (size_t i = 0; i < b->len; i++) {
		if (b->ptr[i] == '\r')
			b->ptr[i] = '\n';
	}
}

/* A paste that was cut must not end inside a character. */
static void
paste_drop_partial(struct buf *b)
{
	size_t start = b->len;

	while (start > 0 && b->len - start < 4 && ((unsigned char)b->ptr[start - 1] & 0xc0) == 0x80)
		start--;
	if (start > 0 && announced((unsigned char)b->ptr[start - 1]) > b->len - start + 1)
		b->len = start - 1;
}

static bool
paste_end(struct decoder *d, struct key *out)
{
	if (d->paste_cut)
		paste_drop_partial(&d->paste);
	paste_line_ends(&d->paste);
	*out = (struct key){ .code = KEY_PASTE, .paste = buf_str(&d->paste), .cut = d->paste_cut };
	d->pasting = d->paste_cut = false;
	d->paste_given = true;
	return true;
}

static bool
take_paste(struct decoder *d, struct key *out)
{
	static const struct str end = { "\033[201~", 6 };
	struct str in = buf_str(&d->in);
	ptrdiff_t at = str_find(in, end);
	size_t text = at >= 0 ? (size_t)at : in.len;

	/* The last bytes may be the beginning of the end mark. */
	while (at < 0 && !d->expired && text > 0 && in.len - text < end.len - 1)
		text--;
	while (at < 0 && text < in.len &&
		!str_starts(end, (struct str){ in.ptr + text, in.len - text }))
		text++;
	for (size_t i = 0; i < text; i++)
		paste_byte(d, in.ptr[i]);
	if (d->in.len)
		drop(&d->in, at >= 0 ? text + end.len : text);
	if (at >= 0 || d->expired)
		return paste_end(d, out);
	return false;
}

void
decode_feed(struct decoder *d, const void *bytes, size_t len)
{
	d->expired = false;
	buf_add(&d->in, bytes, len);
}

bool
decode_next(struct decoder *d, struct key *out)
{
	if (d->paste_given) {
		buf_clear(&d->paste);
		d->paste_given = false;
	}
	while (d->pasting || d->in.len) {
		struct key key = { .code = KEY_NONE };

		if (d->pasting) {
			if (!take_paste(d, out))
				return false;
			return true;
		}
		size_t used = take(d, &key);

		if (used == MORE && !d->expired)
			return false;
		if (used == MORE)
			settle(d, &key);
		else
			drop(&d->in, used);
		if (key.code == KEY_NONE)
			continue;
		*out = key;
		return true;
	}
	d->expired = false;
	return false;
}

int
decode_pending(const struct decoder *d, int esc_delay)
{
	if (d->pasting)
		return PASTE_MS;
	if (d->in.len == 1 && d->in.ptr[0] == ESC)
		return esc_delay;
	return d->in.len ? SEQUENCE_MS : -1;
}

void
decode_expire(struct decoder *d)
{
	d->expired = true;
}

void
decode_done(struct decoder *d)
{
	buf_done(&d->in);
	buf_done(&d->paste);
	*d = (struct decoder){ 0 };
}
