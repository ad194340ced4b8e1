/* SPDX-License-Identifier: EUPL-1.2 */
#include "query_lex.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

/* Characters before a place, counted from 1. */
static int
position(const struct parser *p, const char *place)
{
	int n = 1;

	for (const char *c = p->whole.ptr; c < place; c++)
		n += ((unsigned char)*c & 0xC0) != 0x80;
	return n;
}

enum status
lex_fail(struct parser *p, const char *place)
{
	struct err why = { 0 };

	*p->at = position(p, place);
	if (p->err)
		why = *p->err;
	return err_set(p->err, ERR_INPUT, _("filtre, position %d : %s"), *p->at, why.text);
}

/* Bytes of the blank that starts s; 0 when there is none. */
static size_t
blank(struct str s)
{
	if (s.len == 0)
		return 0;
	if (*s.ptr == ' ' || (*s.ptr >= '\t' && *s.ptr <= '\r'))
		return 1;
	if (str_starts(s, STR("\u00A0")))
		return 2;
	return str_starts(s, STR("\u202F")) ? 3 : 0;
}

static enum status
check_characters(struct parser *p)
{
	struct str rest = p->whole;

	while (rest.len > 0) {
		const char *place = rest.ptr;
		bool is_blank = blank(rest) > 0;
		int32_t cp = utf8_next(&rest);

		if (!is_blank && (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))) {
			err_set(p->err, ERR_INPUT,
				_("caractère de commande U+%04X : il ne peut pas être cherché, "
				  "retirez-le"),
				(unsigned)cp);
			return lex_fail(p, place);
		}
	}
	return OK;
}

enum status
lex_check(struct parser *p)
{
	int length;

	if (!utf8_valid(p->whole)) {
		*p->at = 1;
		return err_set(p->err, ERR_INPUT, _("filtre : le texte n'est pas en UTF-8"));
	}
	length = position(p, p->whole.ptr + p->whole.len) - 1;
	if (length > QUERY_LENGTH) {
		*p->at = QUERY_LENGTH + 1;
		return err_set(p->err, ERR_INPUT,
			_("filtre trop long : %d caractères, %d au plus ; découpez-le"), length,
			QUERY_LENGTH);
	}
	return check_characters(p);
}

void
lex_skip_blanks(struct parser *p)
{
	size_t n;

	while ((n = blank(p->rest)) > 0)
		lex_take(p, n);
}

bool
lex_at_end(const struct parser *p)
{
	return p->rest.len == 0;
}

char
lex_peek(const struct parser *p)
{
	return p->rest.len ? *p->rest.ptr : 0;
}

bool
lex_at_blank(const struct parser *p)
{
	return lex_at_end(p) || blank(p->rest) > 0;
}

struct str
lex_take(struct parser *p, size_t n)
{
	struct str head = { p->rest.ptr, n };

	p->rest.ptr += n;
	p->rest.len -= n;
	return head;
}

size_t
lex_span(const struct parser *p, const char *stops, bool stop_at_dots)
{
	struct str s = p->rest;

	while (s.len > 0 && !blank(s) && !strchr("\"()", *s.ptr) && !strchr(stops, *s.ptr)) {
		if (stop_at_dots && str_starts(s, STR("..")))
			break;
		s = (struct str){ s.ptr + 1, s.len - 1 };
	}
	return p->rest.len - s.len;
}

enum status
lex_quoted(struct parser *p, struct str *out)
{
	const char *open = p->rest.ptr;
	const char *close = memchr(open + 1, '"', p->rest.len - 1);

	if (!close) {
		err_set(p->err, ERR_INPUT,
			_("ce guillemet n'est pas fermé ; ajoutez \" à la fin du texte cherché"));
		return lex_fail(p, open);
	}
	*out = (struct str){ open + 1, (size_t)(close - open - 1) };
	lex_take(p, out->len + 2);
	return OK;
}

bool
lex_is_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	}
	return s.len > 0;
}

struct query *
lex_node(struct parser *p, enum query_op op)
{
	struct query *q = ARENA_NEW(p->a, struct query);

	q->op = op;
	return q;
}

struct query *
lex_join(struct parser *p, enum query_op op, struct query **terms, size_t n)
{
	struct query *q;

	if (n == 1)
		return terms[0];
	q = lex_node(p, n == 0 ? QUERY_ALL : op);
	if (n > 0) {
		q->left = lex_join(p, op, terms, n / 2);
		q->right = lex_join(p, op, terms + n / 2, n - n / 2);
	}
	return q;
}
