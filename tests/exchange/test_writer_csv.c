/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/collect.h"

static void
check(enum csv_style style, struct cell cell, const char *expected)
{
	struct buf out = { 0 };

	csv_row(&out, style, &cell, 1);
	assert_str(buf_str(&out), expected);
	buf_done(&out);
}

static void
test_office_text(void **state)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
		{ "Toit", "\"Toit\"\r\n" },
		{ "", "\"\"\r\n" },
		{ NULL, "\"\"\r\n" },
		{ "dit \"oui\"; non", "\"dit \"\"oui\"\"; non\"\r\n" },
		{ "un\r\ndeux\ntrois\rquatre", "\"un deux trois quatre\"\r\n" },
		{ "=1+2", "\"'=1+2\"\r\n" },
		{ "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"\r\n" },
		{ "+33 1 23 45", "\"'+33 1 23 45\"\r\n" },
		{ "-12", "\"'-12\"\r\n" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"\r\n" },
		{ "\tx", "\"' x\"\r\n" },
		{ "\rx", "\"' x\"\r\n" },
		{ "\nx", "\"' x\"\r\n" },
		{ "|cmd", "\"'|cmd\"\r\n" },
		{ "%0A", "\"'%0A\"\r\n" },
		{ "   =1", "\"'   =1\"\r\n" },
		{ "\u00a0=1", "\"'\u00a0=1\"\r\n" },
		{ "\u202f=1", "\"'\u202f=1\"\r\n" },
		{ "\u3000=1", "\"'\u3000=1\"\r\n" },
		{ "＝1", "\"'＝1\"\r\n" },
		{ "＋1", "\"'＋1\"\r\n" },
		{ "－1", "\"'－1\"\r\n" },
		{ "＠A", "\"'＠A\"\r\n" },
		{ "a=1", "\"a=1\"\r\n" },
		{ "'=1", "\"'=1\"\r\n" },
		{ "   ", "\"   \"\r\n" },
		{ "\x1b[31m", "\" [31m\"\r\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(CSV_OFFICE, (struct cell){ str_z(cases[i].text), false }, cases[i].line);
}

/* Our own figures stay figures. */
static void
test_office_numbers(void **state)
{
	(void)state;
	check(CSV_OFFICE, (struct cell){ STR("-12,50"), true }, "\"-12,50\"\r\n");
	check(CSV_OFFICE, (struct cell){ STR("-12,50"), false }, "\"'-12,50\"\r\n");
}

static void
test_machine(void **state)
{
	static const struct {
		const char *text, *line;
	} cases[] = {
		{ "Toit", "Toit\n" },
		{ NULL, "\n" },
		{ "=1+2", "'=1+2\n" },
		{ "=1,2", "\"'=1,2\"\n" },
		{ " +1", "\"' +1\"\n" },
		{ "\t@a", "'\t@a\n" },
		{ "a;b", "a;b\n" },
		{ "a,b", "\"a,b\"\n" },
		{ "dit \"oui\"", "\"dit \"\"oui\"\"\"\n" },
		{ "un\ndeux", "\"un\ndeux\"\n" },
		{ "un\rdeux", "\"un\rdeux\"\n" },
		{ " x", "\" x\"\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(CSV_MACHINE, (struct cell){ str_z(cases[i].text), false }, cases[i].line);
}

static void
test_rows(void **state)
{
	const struct cell cells[] = { { STR("numéro"), false }, { STR_NONE, false },
		{ STR("12.5"), true } };
	struct buf out = { 0 };

	(void)state;
	csv_begin(&out, CSV_OFFICE);
	csv_row(&out, CSV_OFFICE, cells, 3);
	csv_row(&out, CSV_OFFICE, cells, 1);
	csv_row(&out, CSV_OFFICE, cells, 0);
	assert_str(buf_str(&out), "\xEF\xBB\xBF\"numéro\";\"\";\"12.5\"\r\n\"numéro\"\r\n\r\n");
	buf_clear(&out);
	csv_begin(&out, CSV_MACHINE);
	csv_row(&out, CSV_MACHINE, cells, 3);
	assert_str(buf_str(&out), "numéro,,12.5\n");
	buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_office_text),
		cmocka_unit_test(test_office_numbers),
		cmocka_unit_test(test_machine),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
