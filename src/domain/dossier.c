/* SPDX-License-Identifier: EUPL-1.2 */
/* Kinds of fields, and the text that the platform's CSV export has for each of them (its public
 * code, app/models/types_de_champ: checkboxes are on/off, a blank number is 0, linked lists are
 * joined by a semicolon, departments lose their code). */
#include "pupitre/domain/dossier.h"

#include "pupitre/base/buf.h"
#include "pupitre/base/utf8.h"
#include "dossier_priv.h"

const char *const field_kind_codes[FIELD_KIND_COUNT] = {
	[FIELD_TEXT] = "text",
	[FIELD_HEADER] = "header",
	[FIELD_EXPLANATION] = "explanation",
	[FIELD_CHECKBOX] = "checkbox",
	[FIELD_YES_NO] = "yes_no",
	[FIELD_DATE] = "date",
	[FIELD_DATETIME] = "datetime",
	[FIELD_INTEGER] = "integer",
	[FIELD_DECIMAL] = "decimal",
	[FIELD_CHOICE] = "choice",
	[FIELD_CHOICES] = "choices",
	[FIELD_LINKED] = "linked",
	[FIELD_COMMUNE] = "commune",
	[FIELD_EPCI] = "epci",
	[FIELD_DEPARTMENT] = "department",
	[FIELD_REGION] = "region",
	[FIELD_COUNTRY] = "country",
	[FIELD_ADDRESS] = "address",
	[FIELD_SIRET] = "siret",
	[FIELD_RNA] = "rna",
	[FIELD_DOSSIER_LINK] = "dossier_link",
	[FIELD_FILES] = "files",
	[FIELD_IDENTITY] = "identity",
	[FIELD_MAP] = "map",
};

static struct str
yes_or(struct str value, struct str yes, struct str no)
{
	return str_eqz(value, "true") ? yes : no;
}

static struct str
blank_as_zero(struct str value)
{
	return value.len ? value : STR("0");
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

/* Ruby writes a Float: "1286443" becomes "1286443.0", "49.50" becomes "49.5". */
static struct str
decimal_form(struct arena *a, struct str value)
{
	ptrdiff_t point = str_find(value, STR("."));

	if (!value.len)
		return STR("0");
	if (point < 0)
		return all_digits(value) ? str_z(arena_printf(a, "%.*s.0", STR_ARG(value))) : value;
	while (value.len > (size_t)point + 2 && value.ptr[value.len - 1] == '0')
		value.len--;
	return value;
}

/* The first separator only: the second level may hold one of its own. */
static struct str
linked_form(struct arena *a, struct str value)
{
	ptrdiff_t at = str_find(value, STR(" / "));

	if (at < 0)
		return value;
	return str_z(arena_printf(a, "%.*s;%.*s", (int)at, value.ptr,
		(int)(value.len - (size_t)at - 3), value.ptr + at + 3));
}

static struct str
department_form(struct str value)
{
	ptrdiff_t at = str_find(value, STR(" - "));

	return at < 0 ? value : (struct str){ value.ptr + at + 3, value.len - (size_t)at - 3 };
}

/* The export's writer replaces what stands above U+FFFD (emoji) by a space. */
static struct str
without_emoji(struct arena *a, struct str value)
{
	struct str rest = value, form;
	struct buf out = { 0 };

	while (rest.len) {
		int32_t cp = utf8_next(&rest);

		utf8_put(&out, cp > 0xFFFD ? ' ' : cp);
	}
	form = value.ptr && !out.len ? STR("") : arena_str(a, buf_str(&out));
	buf_done(&out);
	return value.ptr ? form : STR_NONE;
}

/* "0012.500" and "12.5" are one number. Sign, then digits; false for what is not a number. */
static bool
number_parts(struct str s, bool *negative, struct str *whole, struct str *part)
{
	s = str_trim(s);
	*negative = s.len && s.ptr[0] == '-';
	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		s = (struct str){ s.ptr + 1, s.len - 1 };
	*part = str_cut(&s, '.', whole) ? s : STR("");
	if (!all_digits(*whole) || (part->len && !all_digits(*part)))
		return false;
	while (whole->len && whole->ptr[0] == '0')
		*whole = (struct str){ whole->ptr + 1, whole->len - 1 };
	while (part->len && part->ptr[part->len - 1] == '0')
		part->len--;
	return true;
}

static bool
same_bytes(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static bool
same_number(struct str a, struct str b)
{
	bool minus_a, minus_b;
	struct str whole_a, whole_b, part_a, part_b;

	if (!number_parts(a, &minus_a, &whole_a, &part_a) ||
		!number_parts(b, &minus_b, &whole_b, &part_b))
		return false;
	if (!whole_a.len && !part_a.len && !whole_b.len && !part_b.len)
		return true;
	return minus_a == minus_b && same_bytes(whole_a, whole_b) && same_bytes(part_a, part_b);
}

/* Both separators made one, since neither is escaped by the platform. */
static struct str
linked_key(struct arena *a, struct str value)
{
	struct buf out = { 0 };
	struct str key;

	for (size_t i = 0; i < value.len; i++) {
		if (value.len - i >= 3 && memcmp(value.ptr + i, " / ", 3) == 0) {
			buf_addc(&out, ';');
			i += 2;
		} else {
			buf_addc(&out, value.ptr[i]);
		}
	}
	key = arena_str(a, buf_str(&out));
	buf_done(&out);
	return key;
}

static bool
same_instant(struct str a, struct str b)
{
	struct instant ta, tb;

	return instant_parse(a, &ta) && instant_parse(b, &tb) && ta.ms == tb.ms;
}

/* "W442000000 (Les amis du bourg)" says as much as "W442000000". */
static bool
same_head(struct str cell, struct str value)
{
	return str_starts(cell, value) && value.len &&
	       (cell.len == value.len || cell.ptr[value.len] == ' ');
}

enum field_kind
field_kind_find(struct str code)
{
	for (int k = 0; k < FIELD_KIND_COUNT; k++)
		if (str_eqz(code, field_kind_codes[k]))
			return (enum field_kind)k;
	return FIELD_TEXT;
}

struct str
field_csv_form(struct arena *a, const struct field *f)
{
	switch (f->kind) {
	case FIELD_HEADER:
	case FIELD_EXPLANATION:
		return STR_NONE;
	case FIELD_CHECKBOX:
		return yes_or(f->value, STR("on"), STR("off"));
	case FIELD_YES_NO:
		return f->value.len ? yes_or(f->value, STR("Oui"), STR("Non")) : STR("");
	case FIELD_INTEGER:
		return blank_as_zero(f->value);
	case FIELD_DECIMAL:
		return decimal_form(a, f->value);
	case FIELD_LINKED:
		return linked_form(a, f->value);
	case FIELD_DEPARTMENT:
		return department_form(f->value);
	case FIELD_TEXT:
		return without_emoji(a, f->value);
	default:
		return f->value;
	}
}

bool
field_says(struct arena *a, const struct field *f, struct str cell)
{
	struct str form = str_trim(field_csv_form(a, f));

	cell = str_trim(cell);
	if (same_bytes(form, cell) || same_bytes(str_trim(f->value), cell))
		return true;
	switch (f->kind) {
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
		return same_number(form, cell);
	case FIELD_LINKED:
		return same_bytes(linked_key(a, f->value), linked_key(a, cell));
	case FIELD_DATETIME:
		return same_instant(f->value, cell);
	case FIELD_DEPARTMENT:
		return same_bytes(form, department_form(cell));
	case FIELD_RNA:
		return same_head(cell, f->value);
	case FIELD_MAP: /* the export has labels that the answer does not give */
		return true;
	default:
		return false;
	}
}

/* The value, in our form, of a field of this kind whose CSV cell is the given one. */
struct str
field_value_of_cell(struct arena *a, enum field_kind kind, struct str cell)
{
	ptrdiff_t at;

	switch (kind) {
	case FIELD_CHECKBOX:
		return yes_or(str_eqz(cell, "on") ? STR("true") : cell, STR("true"), STR("false"));
	case FIELD_YES_NO:
		return str_eqz(cell, "Oui")   ? STR("true")
		       : str_eqz(cell, "Non") ? STR("false")
					      : cell;
	case FIELD_LINKED:
		at = str_find(cell, STR(";"));
		if (at < 0)
			return cell;
		return str_z(arena_printf(a, "%.*s / %.*s", (int)at, cell.ptr,
			(int)(cell.len - (size_t)at - 1), cell.ptr + at + 1));
	default:
		return cell;
	}
}
