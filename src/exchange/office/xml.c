/* SPDX-License-Identifier: EUPL-1.2 */
#include "xml.h"

#include "pupitre/base/utf8.h"

static const struct {
	char c;
	const char *entity;
} entities[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" },
	{ '\'', "&apos;" } };

static void
add_point(struct buf *out, int32_t cp, struct str bytes)
{
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (cp == entities[i].c) {
			buf_addz(out, entities[i].entity);
			return;
		}
	}
	if (cp < 0 || (cp < ' ' && cp != '\t' && cp != '\n') || cp == 0xFFFE || cp == 0xFFFF)
		buf_addz(out, "\xEF\xBF\xBD");
	else
		buf_adds(out, bytes);
}

/* Bytes at the start that stand as they are: ASCII letters, digits, signs that XML has no use for. */
static size_t
plain_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] > ' ' && s.ptr[n] < 0x7F && s.ptr[n] != '&' &&
		s.ptr[n] != '<' && s.ptr[n] != '>' && s.ptr[n] != '"' && s.ptr[n] != '\'')
		n++;
	return n;
}

/* Adds and drops them. */
static bool
add_plain(struct buf *out, struct str *rest)
{
	size_t n = plain_length(*rest);

	buf_add(out, rest->ptr, n);
	*rest = (struct str){ rest->ptr + n, rest->len - n };
	return n > 0;
}

void
xml_add(struct buf *out, struct str text)
{
	while (text.len) {
		struct str from = text;
		int32_t cp;

		if (add_plain(out, &text))
			continue;
		cp = utf8_next(&text);
		from.len -= text.len;
		add_point(out, cp, from);
	}
}

static void
add_blanks(struct buf *out, int n)
{
	if (n > 0)
		buf_addf(out, "<text:s text:c=\"%d\"/>", n);
}

/* A blank after a letter stands as it is; further ones, and those at the start, are counted. */
static void
add_line(struct buf *out, struct str line)
{
	bool after_letter = false;
	int blanks = 0;

	buf_addz(out, "<text:p>");
	while (line.len) {
		struct str from = line;
		int32_t cp;

		if (!blanks && add_plain(out, &line)) {
			after_letter = true;
			continue;
		}
		cp = utf8_next(&line);
		from.len -= line.len;
		if (cp == '\t') /* LibreOffice drops the element that ODF has for it */
			cp = ' ', from = STR(" ");
		if (cp == ' ' && after_letter && line.len) {
			buf_addc(out, ' ');
			after_letter = false;
			continue;
		}
		if (cp == ' ') {
			blanks++;
			after_letter = false;
			continue;
		}
		add_blanks(out, blanks);
		blanks = 0;
		add_point(out, cp, from);
		after_letter = true;
	}
	add_blanks(out, blanks);
	buf_addz(out, "</text:p>");
}

void
xml_add_paragraphs(struct buf *out, struct str text)
{
	struct str line;
	bool more = true;

	while (more) {
		more = str_cut(&text, '\n', &line);
		if (line.len && line.ptr[line.len - 1] == '\r')
			line.len--;
		add_line(out, line);
	}
}

void
xml_undo(struct buf *out, struct str text)
{
	while (text.len) {
		size_t i = 0;

		while (i < sizeof entities / sizeof *entities &&
			!str_starts(text, str_z(entities[i].entity)))
			i++;
		if (i < sizeof entities / sizeof *entities) {
			size_t len = strlen(entities[i].entity);

			buf_addc(out, entities[i].c);
			text = (struct str){ text.ptr + len, text.len - len };
		} else {
			buf_addc(out, *text.ptr);
			text = (struct str){ text.ptr + 1, text.len - 1 };
		}
	}
}
