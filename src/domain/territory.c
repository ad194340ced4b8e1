/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The reference of collectivités (share/territories), embedded as text and searched where it lies.
 *
 * Order    territories.tsv is sorted by SIREN: a search halves the bytes and backs up to the start
 *          of a line, so that nothing is parsed at start-up.
 * Source   share/territories/README.md. SIRET key: Luhn; La Poste's establishments (SIREN 356000000)
 *          follow another rule, the sum of the 14 digits is a multiple of 5.
 */
#include "pupitre/domain/territory.h"

#include <strings.h>

#include "pupitre/base/i18n.h"
#include "pupitre/domain/dossier.h"
#include "fold.h"

extern const char _binary_share_territories_territories_tsv_start[];
extern const char _binary_share_territories_territories_tsv_end[];
extern const char _binary_share_territories_departments_tsv_start[];
extern const char _binary_share_territories_departments_tsv_end[];

enum { SIREN_DIGITS = 9, SIRET_DIGITS = 14 };

const struct territory_kind_row territory_kind_rows[TERRITORY_KIND_COUNT] = {
	[TERRITORY_COMMUNE] = { "commune", N_("Commune") },
	[TERRITORY_CC] = { "cc", N_("Communauté de communes") },
	[TERRITORY_CA] = { "ca", N_("Communauté d’agglomération") },
	[TERRITORY_CU] = { "cu", N_("Communauté urbaine") },
	[TERRITORY_METROPOLE] = { "metropole", N_("Métropole") },
	[TERRITORY_DEPARTMENT] = { "departement", N_("Département") },
	[TERRITORY_REGION] = { "region", N_("Région") },
	[TERRITORY_EPT] = { "ept", N_("Établissement public territorial") },
};

enum cell {
	CELL_SIREN,
	CELL_KIND,
	CELL_CODE,
	CELL_NAME,
	CELL_DEPARTMENT,
	CELL_REGION,
	CELL_PEOPLE,
	CELL_EPCI,
	CELL_COUNT
};

enum department_cell {
	DEPARTMENT_CODE,
	DEPARTMENT_NAME,
	DEPARTMENT_REGION,
	DEPARTMENT_REGION_NAME,
	DEPARTMENT_CELLS
};

static struct str
slice(const char *start, const char *end)
{
	return (struct str){ start, (size_t)(end - start) };
}

/* The text without its comment lines, which all stand at the head. */
static struct str
body(struct str text)
{
	struct str line;

	while (text.len && text.ptr[0] == '#')
		(void)str_cut(&text, '\n', &line);
	return text;
}

static struct str
departments(void)
{
	return body(slice(_binary_share_territories_departments_tsv_start,
		_binary_share_territories_departments_tsv_end));
}

static void
split(struct str line, struct str *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		(void)str_cut(&line, '\t', &cells[i]);
}

static struct str
line_around(struct str text, size_t at)
{
	size_t start = at, end = at;

	while (start > 0 && text.ptr[start - 1] != '\n')
		start--;
	while (end < text.len && text.ptr[end] != '\n')
		end++;
	return (struct str){ text.ptr + start, end - start };
}

static bool
line_find(struct str siren, struct str *cells)
{
	struct str text = body(slice(_binary_share_territories_territories_tsv_start,
		_binary_share_territories_territories_tsv_end));
	size_t low = 0, high = text.len;

	while (low < high) {
		struct str line = line_around(text, low + (high - low) / 2);
		int order = str_cmp(siren, (struct str){ line.ptr, SIREN_DIGITS });

		if (order == 0) {
			split(line, cells, CELL_COUNT);
			return true;
		}
		if (order < 0)
			high = (size_t)(line.ptr - text.ptr);
		else
			low = (size_t)(line.ptr + line.len + 1 - text.ptr);
	}
	return false;
}

static enum territory_kind
kind_of(struct str code)
{
	for (int k = 0; k < TERRITORY_KIND_COUNT; k++)
		if (str_eqz(code, territory_kind_rows[k].code))
			return (enum territory_kind)k;
	return TERRITORY_COMMUNE;
}

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

/* Blanks (NBSP included) and points dropped; false when the rest does not fit. */
static bool
compact(struct str s, char *out, size_t max, size_t *len)
{
	*len = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == ' ' || c == '\t' || c == '.')
			continue;
		if (c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] == 0xA0) {
			i++;
			continue;
		}
		if (*len == max)
			return false;
		out[(*len)++] = (char)c;
	}
	return true;
}

static bool
luhn(const char *digits)
{
	int sum = 0;

	for (int i = 0; i < SIRET_DIGITS; i++) {
		int d = digits[i] - '0';

		if (i % 2 == 0)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

static bool
la_poste(const char *digits)
{
	int sum = 0;

	if (memcmp(digits, "356000000", SIREN_DIGITS) != 0)
		return false;
	for (int i = 0; i < SIRET_DIGITS; i++)
		sum += digits[i] - '0';
	return sum % 5 == 0;
}

/* RIDET of Nouvelle-Calédonie: 6 or 7 digits, 9 or 10 with the establishment. Tahiti: 6, 9 or 12
 * characters that start with a letter or a digit. A SIREN alone (9 digits with a valid key) is too
 * short for a SIRET. */
static bool
overseas(const char *s, size_t len)
{
	bool letters = false;

	for (size_t i = 0; i < len; i++)
		letters |= (s[i] >= 'A' && s[i] <= 'Z') || (s[i] >= 'a' && s[i] <= 'z');
	if (letters)
		return len == 6 || len == 9 || len == 12;
	return len == 6 || len == 7 || len == 10;
}

/* What stands before " - ", " – " or " (": "45 - Loiret" is written in these three ways. */
static struct str
head_of(struct str text)
{
	static const struct str marks[] = { { " - ", 3 }, { " \u2013 ", 5 }, { " (", 2 } };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		ptrdiff_t at = str_find(text, marks[i]);

		if (at >= 0)
			return (struct str){ text.ptr, (size_t)at };
	}
	return text;
}

static bool
department_by_code(struct str code, struct str cells[DEPARTMENT_CELLS])
{
	struct str rest = departments(), line;

	while (rest.len) {
		(void)str_cut(&rest, '\n', &line);
		split(line, cells, DEPARTMENT_CELLS);
		if (code.len == cells[DEPARTMENT_CODE].len &&
			strncasecmp(code.ptr, cells[DEPARTMENT_CODE].ptr, code.len) == 0)
			return true;
	}
	return false;
}

static bool
department_by_name(struct str name, struct str cells[DEPARTMENT_CELLS])
{
	struct str rest = departments(), line;

	while (rest.len) {
		(void)str_cut(&rest, '\n', &line);
		split(line, cells, DEPARTMENT_CELLS);
		if (folded_eq(name, cells[DEPARTMENT_NAME]))
			return true;
	}
	return false;
}

static struct str
siren_of(struct str siret, char digits[SIRET_DIGITS])
{
	size_t len;

	if (!compact(siret, digits, SIRET_DIGITS, &len) || len < SIREN_DIGITS)
		return STR_NONE;
	return (struct str){ digits, SIREN_DIGITS };
}

static void
department_complete(struct arena *a, struct dossier *d)
{
	struct str code, name, region;

	if (d->department.len && department_find(d->department, &code, &name, &region))
		d->department = arena_str(a, code);
	else
		d->department = d->applicant.department;
}

bool
territory_find(struct str siren, struct territory *out)
{
	struct str cells[CELL_COUNT], of_epci[CELL_COUNT];

	if (siren.len != SIREN_DIGITS || !all_digits(siren) || !line_find(siren, cells))
		return false;
	*out = (struct territory){
		.kind = kind_of(cells[CELL_KIND]),
		.siren = cells[CELL_SIREN],
		.name = cells[CELL_NAME],
		.insee = cells[CELL_CODE],
		.department = cells[CELL_DEPARTMENT],
		.region = cells[CELL_REGION],
		.epci = STR_NONE,
		.population = -1,
	};
	if (!str_int(cells[CELL_PEOPLE], &out->population))
		out->population = -1;
	if (cells[CELL_EPCI].len == SIREN_DIGITS && line_find(cells[CELL_EPCI], of_epci))
		out->epci = of_epci[CELL_NAME];
	return true;
}

bool
department_find(struct str text, struct str *code, struct str *name, struct str *region)
{
	struct str cells[DEPARTMENT_CELLS];

	text = str_trim(text);
	if (!text.len)
		return false;
	if (!department_by_code(head_of(text), cells) && !department_by_name(text, cells) &&
		!department_by_name(head_of(text), cells))
		return false;
	*code = cells[DEPARTMENT_CODE];
	*name = cells[DEPARTMENT_NAME];
	*region = cells[DEPARTMENT_REGION];
	return true;
}

bool
region_find(struct str code, struct str *name)
{
	struct str rest = departments(), line, cells[DEPARTMENT_CELLS];

	while (code.len && rest.len) {
		(void)str_cut(&rest, '\n', &line);
		split(line, cells, DEPARTMENT_CELLS);
		if (str_eq(code, cells[DEPARTMENT_REGION])) {
			*name = cells[DEPARTMENT_REGION_NAME];
			return true;
		}
	}
	return false;
}

size_t
departments_of_region(struct str region, struct str *codes, size_t max)
{
	struct str rest = departments(), line, cells[DEPARTMENT_CELLS];
	size_t n = 0;

	while (region.len && rest.len && n < max) {
		(void)str_cut(&rest, '\n', &line);
		split(line, cells, DEPARTMENT_CELLS);
		if (str_eq(region, cells[DEPARTMENT_REGION]))
			codes[n++] = cells[DEPARTMENT_CODE];
	}
	return n;
}

enum siret_check
siret_verify(struct str siret)
{
	char text[SIRET_DIGITS];
	size_t len;

	if (!compact(siret, text, sizeof(text), &len))
		return SIRET_LENGTH;
	if (len == 0)
		return SIRET_ABSENT;
	if (overseas(text, len))
		return SIRET_OVERSEAS;
	if (len != SIRET_DIGITS || !all_digits((struct str){ text, len }))
		return SIRET_LENGTH;
	return luhn(text) || la_poste(text) ? SIRET_OK : SIRET_KEY;
}

void
applicant_complete(struct arena *a, struct dossier *d)
{
	struct applicant *who = &d->applicant;
	char digits[SIRET_DIGITS];
	struct territory t;

	who->kind = who->insee = who->department = who->epci = STR_NONE;
	who->population = -1;
	if (territory_find(siren_of(who->siret, digits), &t)) {
		who->kind = str_z(territory_kind_rows[t.kind].code);
		who->insee = arena_str(a, t.insee);
		who->department = arena_str(a, t.department);
		who->epci = arena_str(a, t.epci);
		who->population = t.population;
	}
	department_complete(a, d);
}
