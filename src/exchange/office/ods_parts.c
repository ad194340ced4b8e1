/* SPDX-License-Identifier: EUPL-1.2 */
#include "ods_parts.h"

#include "paper.h"
#include "pupitre/base/i18n.h"
#include "xml.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ROWS_ABOVE "2" /* ODS_ROWS_ABOVE */
#define OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
#define NAMESPACES                                                                                 \
	" xmlns:office=\"" OFFICE "\""                                                             \
	" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                         \
	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""                           \
	" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\""                         \
	" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""                \
	" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\""                    \
	" office:version=\"1.3\""

#define FRENCH " number:language=\"fr\" number:country=\"FR\""

/* A format of figures and the style of cells that has it. */
static const struct {
	const char *cell, *data;
} styles[] = {
	[CELL_TEXT] = { "ce-text", NULL },
	[CELL_CODE] = { "ce-text", NULL },
	[CELL_INTEGER] = { "ce-integer",
		"<number:number-style style:name=\"n-integer\"" FRENCH "><number:number "
		"number:decimal-places=\"0\" "
		"number:min-integer-digits=\"1\"/></number:number-style>" },
	[CELL_MONEY] = { "ce-money",
		"<number:currency-style style:name=\"n-money\"" FRENCH "><number:number "
		"number:decimal-places=\"2\" number:min-decimal-places=\"2\" "
		"number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> "
		"</number:text>"
		"<number:currency-symbol number:language=\"fr\" number:country=\"FR\">€"
		"</number:currency-symbol></number:currency-style>" },
	[CELL_POINTS] = { "ce-points",
		"<number:number-style style:name=\"n-points\"" FRENCH "><number:number "
		"number:decimal-places=\"3\" number:min-decimal-places=\"1\" "
		"number:min-integer-digits=\"1\"/></number:number-style>" },
	[CELL_RATE] = { "ce-rate",
		"<number:percentage-style style:name=\"n-rate\"" FRENCH "><number:number "
		"number:decimal-places=\"2\" number:min-decimal-places=\"2\" "
		"number:min-integer-digits=\"1\"/><number:text> %</number:text>"
		"</number:percentage-style>" },
	[CELL_DAY] = { "ce-day", "<number:date-style style:name=\"n-day\"" FRENCH
				 "><number:day number:style=\"long\"/>"
				 "<number:text>/</number:text><number:month number:style=\"long\"/>"
				 "<number:text>/</number:text><number:year "
				 "number:style=\"long\"/></number:date-style>" },
};
enum { STYLES = sizeof styles / sizeof *styles };

/* Paper: a table whose columns fit on one page, and one that is cut into pages side by side. */
static const struct {
	const char *table, *master, *layout, *scale;
} pages[] = {
	{ "ta-wide", "Large", "pm-wide", "style:scale-to=\"70%\" style:print-page-order=\"ltr\"" },
	{ "ta-fit", "Default", "pm-fit", "style:scale-to-X=\"1\" style:scale-to-Y=\"0\"" },
};
enum { PAGES = sizeof pages / sizeof *pages };

const char *
ods_table_style(bool fits)
{
	return pages[fits].table;
}

const char *
ods_cell_style(enum cell_type t)
{
	return styles[t].cell;
}

/* A figure cell, plain and in the row of sums. */
static void
add_figure_style(struct buf *out, const char *name)
{
	static const char *const weights[] = { "", "-sum" };

	for (int i = 0; i < 2; i++)
		buf_addf(out,
			"<style:style style:name=\"ce-%s%s\" style:family=\"table-cell\" "
			"style:data-style-name=\"n-%s\"><style:table-cell-properties "
			"style:vertical-align=\"top\"/>%s</style:style>",
			name, weights[i], name,
			i ? "<style:text-properties fo:font-weight=\"bold\"/>" : "");
}

static void
add_automatic_styles(struct buf *out)
{
	for (int i = 1; i <= ODS_WIDTH_MAX; i++)
		buf_addf(out,
			"<style:style style:name=\"co%d\" style:family=\"table-column\">"
			"<style:table-column-properties "
			"style:column-width=\"%d.%02dcm\"/></style:style>",
			i, i * 22 / 100, i * 22 % 100);
	for (int i = 0; i < STYLES; i++) {
		if (!styles[i].data)
			continue;
		buf_addz(out, styles[i].data);
		add_figure_style(out, styles[i].cell + strlen("ce-"));
	}
	buf_addz(out,
		"<style:style style:name=\"ce-text\" style:family=\"table-cell\">"
		"<style:table-cell-properties style:vertical-align=\"top\"/></style:style>"
		"<style:style style:name=\"ce-text-sum\" style:family=\"table-cell\">"
		"<style:text-properties fo:font-weight=\"bold\"/></style:style>"
		"<style:style style:name=\"ce-head\" style:family=\"table-cell\">"
		"<style:table-cell-properties fo:background-color=\"#dfe6f0\" "
		"fo:wrap-option=\"wrap\" "
		"style:vertical-align=\"middle\"/><style:text-properties fo:font-weight=\"bold\"/>"
		"</style:style>"
		"<style:style style:name=\"ce-title\" style:family=\"table-cell\">"
		"<style:text-properties fo:font-weight=\"bold\" "
		"fo:font-size=\"12pt\"/></style:style>");
	for (int fits = 0; fits < 2; fits++)
		buf_addf(out,
			"<style:style style:name=\"%s\" style:family=\"table\" "
			"style:master-page-name=\"%s\"><style:table-properties "
			"table:display=\"true\"/></style:style>",
			pages[fits].table, pages[fits].master);
}

void
ods_content_head(struct buf *out)
{
	buf_addz(out,
		DECLARATION "<office:document-content" NAMESPACES "><office:automatic-styles>");
	add_automatic_styles(out);
	buf_addz(out, "</office:automatic-styles><office:body><office:spreadsheet>");
}

static void
add_region(struct buf *out, const char *side, const char *text)
{
	buf_addf(out, "<style:region-%s><text:p>", side);
	xml_add(out, str_z(text));
	buf_addf(out, "</text:p></style:region-%s>", side);
}

/* Every page says what it is, that it is provisional, where it comes from, and which of how many it is. */
static void
add_master(struct buf *out, const char *name, const char *layout, const struct book_head *h)
{
	struct arena a = { 0 };

	buf_addf(out,
		"<style:master-page style:name=\"%s\" style:page-layout-name=\"%s\">"
		"<style:header>",
		name, layout);
	add_region(out, "left", h->title);
	add_region(out, "center", h->provisional ? _("PROVISOIRE") : "");
	add_region(out, "right", h->subtitle);
	buf_addz(out, "</style:header><style:footer>");
	add_region(out, "left", paper_foot(h, &a));
	buf_addf(out,
		"<style:region-right><text:p>%s <text:page-number>1</text:page-number> / "
		"<text:page-count>1</text:page-count></text:p></style:region-right>"
		"</style:footer></style:master-page>",
		_("page"));
	arena_done(&a);
}

void
ods_styles(struct buf *out, const struct book_head *h)
{
	static const char margins[] = "<style:header-footer-properties fo:min-height=\"0.6cm\" "
				      "fo:margin-bottom=\"0.2cm\" fo:margin-top=\"0.2cm\"/>";

	buf_addz(out, DECLARATION
		"<office:document-styles" NAMESPACES "><office:styles><style:default-style "
		"style:family=\"table-cell\"><style:text-properties fo:font-size=\"10pt\" "
		"fo:language=\"fr\" fo:country=\"FR\"/></style:default-style></office:styles>"
		"<office:automatic-styles>");
	for (int i = 0; i < PAGES; i++)
		buf_addf(out,
			"<style:page-layout style:name=\"%s\"><style:page-layout-properties "
			"fo:page-width=\"29.7cm\" fo:page-height=\"21cm\" "
			"style:print-orientation=\"landscape\" fo:margin=\"1cm\" %s/>"
			"<style:header-style>%s</style:header-style>"
			"<style:footer-style>%s</style:footer-style></style:page-layout>",
			pages[i].layout, pages[i].scale, margins, margins);
	buf_addz(out, "</office:automatic-styles><office:master-styles>");
	for (int i = 0; i < PAGES; i++)
		add_master(out, pages[i].master, pages[i].layout, h);
	buf_addz(out, "</office:master-styles></office:document-styles>");
}

static void
add_element(struct buf *out, const char *name, const char *text)
{
	buf_addf(out, "<%s>", name);
	xml_add(out, str_z(text));
	buf_addf(out, "</%s>", name);
}

void
ods_meta(struct buf *out, const struct book_head *h)
{
	struct day_text at = instant_utc(h->at);

	buf_addz(out,
		DECLARATION "<office:document-meta xmlns:office=\"" OFFICE
			    "\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
			    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			    "office:version=\"1.3\"><office:meta>");
	add_element(out, "dc:title", h->title);
	add_element(out, "dc:subject", h->subtitle);
	add_element(out, "meta:initial-creator", h->author);
	add_element(out, "dc:creator", h->author);
	add_element(out, "meta:creation-date", at.s);
	add_element(out, "dc:date", at.s);
	add_element(out, "dc:language", "fr-FR");
	for (size_t i = 0; i < h->fact_count; i++) {
		buf_addz(out, "<meta:user-defined meta:name=\"");
		xml_add(out, str_z(h->facts[i].label));
		buf_addf(out, " [%s]\">", h->facts[i].code);
		xml_add(out, str_z(h->facts[i].value));
		buf_addz(out, "</meta:user-defined>");
	}
	buf_addz(out, "</office:meta></office:document-meta>");
}

static void
add_item(struct buf *out, const char *name, const char *type, const char *value)
{
	buf_addf(out,
		"<config:config-item config:name=\"%s\" config:type=\"%s\">%s</config:config-item>",
		name, type, value);
}

static void
add_frozen(struct buf *out, const char *sheet)
{
	buf_addz(out, "<config:config-item-map-entry config:name=\"");
	xml_add(out, str_z(sheet));
	buf_addz(out, "\">");
	add_item(out, "VerticalSplitMode", "short", "2");
	add_item(out, "VerticalSplitPosition", "int", ROWS_ABOVE);
	add_item(out, "ActiveSplitRange", "short", "2");
	add_item(out, "PositionTop", "int", "0");
	add_item(out, "PositionBottom", "int", ROWS_ABOVE);
	buf_addz(out, "</config:config-item-map-entry>");
}

void
ods_settings(struct buf *out, const char *const *sheets, size_t count)
{
	buf_addz(out, DECLARATION
		"<office:document-settings xmlns:office=\"" OFFICE "\" "
		"xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" "
		"office:version=\"1.3\"><office:settings><config:config-item-set "
		"config:name=\"ooo:view-settings\"><config:config-item-map-indexed "
		"config:name=\"Views\"><config:config-item-map-entry>"
		"<config:config-item config:name=\"ViewId\" config:type=\"string\">view1"
		"</config:config-item><config:config-item-map-named config:name=\"Tables\">");
	for (size_t i = 0; i < count; i++)
		add_frozen(out, sheets[i]);
	buf_addz(out, "</config:config-item-map-named></config:config-item-map-entry>"
		      "</config:config-item-map-indexed></config:config-item-set>"
		      "</office:settings></office:document-settings>");
}

void
ods_manifest(struct buf *out)
{
	static const char *const parts[] = { "content.xml", "styles.xml", "settings.xml",
		"meta.xml" };

	buf_addz(out, DECLARATION
		"<manifest:manifest "
		"xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
		"manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
		"manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_addf(out,
			"<manifest:file-entry manifest:full-path=\"%s\" "
			"manifest:media-type=\"text/xml\"/>",
			parts[i]);
	buf_addz(out, "</manifest:manifest>");
}
