/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pupitre.yaml by one table of keys, and the loading of all files: each default is replaced by the
 * file of the same name in the configuration folder when it is there.
 */
#include "load.h"

#include <errno.h>
#include <sys/stat.h>

#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "read.h"

#define AT(member) offsetof(struct settings, member)

/* Keys of one section stand together: a section is the part before the dot. */
const struct setting_row setting_rows[] = {
	{ "circuit.visa", SETTING_BOOL, AT(visa), 0, 1, "non",
		N_("le supérieur vise avant la décision") },
	{ "circuit.comité", SETTING_BOOL, AT(committee), 0, 1, "non",
		N_("un comité est réuni avant la décision") },
	{ "délais.recevabilité_mois", SETTING_INT, AT(deadlines.receivability_months), 1, 24, "2",
		N_("mois à compter du dépôt ; au-delà, réputé recevable") },
	{ "délais.suspension_arrête_recevabilité", SETTING_BOOL,
		AT(deadlines.suspension_stops_receivability), 0, 1, "oui",
		N_("une demande de pièces suspend le délai de recevabilité") },
	{ "délais.décision_mois", SETTING_INT, AT(deadlines.decision_months), 1, 60, "8",
		N_("mois à compter du dépôt pour décider") },
	{ "délais.fin_des_engagements", SETTING_DAY, AT(deadlines.commitment_end), 0, 0,
		"2022-12-31", N_("dernier jour pour engager les crédits, ou aucune") },
	{ "délais.alerte_jours", SETTING_INT, AT(deadlines.alert_days), 0, 365, "15",
		N_("jours avant l'échéance à partir desquels elle est signalée") },
	{ "avertissements.autofinancement_pour_cent", SETTING_INT, AT(warnings.own_share_percent),
		0, 100, "20", N_("part du coût que le demandeur garde à sa charge, en %") },
	{ "avertissements.plafond_aides_pour_cent", SETTING_INT, AT(warnings.aid_ceiling_percent),
		0, 100, "80", N_("cumul des aides publiques au-delà duquel avertir, en %") },
	{ "montants.arrondi_à_l_euro", SETTING_BOOL, AT(round_to_euro), 0, 1, "non",
		N_("montant proposé arrondi à l'euro inférieur") },
	{ "publication.attribuant", SETTING_TEXT, AT(grantor), 0, 0, "",
		N_("nom de la préfecture dans les données ouvertes (SCDL)") },
	{ "publication.siret", SETTING_TEXT, AT(grantor_siret), 0, 0, "",
		N_("SIRET de la préfecture, 14 chiffres") },
	{ "publication.dispositif", SETTING_TEXT, AT(scheme), 0, 0, "",
		N_("nom du dispositif d'aide, facultatif") },
	{ "publication.versement", SETTING_TEXT, AT(payment), 0, 0, "échelonné",
		N_("conditions de versement : unique, échelonné, ou une phrase") },
};
const size_t setting_count = sizeof(setting_rows) / sizeof(setting_rows[0]);

extern const char _binary_config_grid_yaml_start[], _binary_config_grid_yaml_end[];
extern const char _binary_config_pupitre_yaml_start[], _binary_config_pupitre_yaml_end[];
extern const char _binary_config_mapping_yaml_start[], _binary_config_mapping_yaml_end[];
extern const char _binary_config_motives_yaml_start[], _binary_config_motives_yaml_end[];

static const struct {
	const char *name, *start, *end;
} defaults[] = {
	{ "grid.yaml", _binary_config_grid_yaml_start, _binary_config_grid_yaml_end },
	{ "pupitre.yaml", _binary_config_pupitre_yaml_start, _binary_config_pupitre_yaml_end },
	{ "mapping.yaml", _binary_config_mapping_yaml_start, _binary_config_mapping_yaml_end },
	{ "motives.yaml", _binary_config_motives_yaml_start, _binary_config_motives_yaml_end },
};

static enum status
set_value(const struct yaml_file *s, const struct setting_row *row, const struct node *n,
	const char *key, struct settings *out)
{
	void *at = (char *)out + row->offset;

	switch (row->type) {
	case SETTING_BOOL:
		return node_bool(s, n, key, at);
	case SETTING_INT:
		return node_int(s, n, key, row->min, row->max, at);
	case SETTING_TEXT:
		*(const char **)at = "";
		return n->kind == NODE_TEXT && !n->text.len ? OK : node_text(s, n, key, at);
	default:
		return node_day(s, n, key, at);
	}
}

static enum status
set_fallbacks(const struct yaml_file *s, struct settings *out)
{
	enum status st = OK;

	for (size_t i = 0; i < setting_count && st == OK; i++) {
		struct node n = { .kind = NODE_TEXT, .text = str_z(setting_rows[i].fallback) };

		st = set_value(s, &setting_rows[i], &n, setting_rows[i].key, out);
	}
	return st;
}

/* "délais" of "délais.décision_mois", and what follows the dot. */
static char *
section_of(struct arena *a, const char *key, const char **rest)
{
	struct str left = str_z(key), section;

	(void)str_cut(&left, '.', &section);
	*rest = left.ptr;
	return arena_z(a, section);
}

static enum status
read_section(
	const struct yaml_file *s, const char *section, const struct node *n, struct settings *out)
{
	const char *keys[sizeof(setting_rows) / sizeof(setting_rows[0])];
	const struct setting_row *rows[sizeof(setting_rows) / sizeof(setting_rows[0])];
	size_t count = 0;
	enum status st;

	for (size_t i = 0; i < setting_count; i++) {
		rows[count] = &setting_rows[i];
		if (strcmp(section_of(s->a, setting_rows[i].key, &keys[count]), section) == 0)
			count++;
	}
	st = read_map(s, n, section, keys, count);
	for (size_t i = 0; i < count && st == OK; i++) {
		struct node *value = read_get(n, keys[i]);

		if (value)
			st = set_value(s, rows[i], value, keys[i], out);
	}
	return st;
}

static size_t
list_sections(const struct yaml_file *s, const char **sections)
{
	size_t count = 0;

	for (size_t i = 0; i < setting_count; i++) {
		const char *rest, *section = section_of(s->a, setting_rows[i].key, &rest);

		if (count == 0 || strcmp(sections[count - 1], section) != 0)
			sections[count++] = section;
	}
	return count;
}

/* The file of the folder, or the embedded one when there is none. */
static enum status
file_bytes(const char *folder, const char *name, struct arena *a, const char **shown,
	struct str *out, struct err *err)
{
	char *path = folder ? arena_printf(a, "%s/%s", folder, name) : NULL;
	struct stat sb;

	if (path && stat(path, &sb) == 0) {
		*shown = path;
		return fs_read(path, YAML_BYTES, a, out, err);
	}
	if (path && errno != ENOENT)
		return err_set(err, ERR_SYSTEM, _("configuration « %s » illisible : %s"), path,
			strerror(errno));
	*shown = name;
	*out = config_default(name);
	return OK;
}

static enum status
check_folder(const char *folder, struct err *err)
{
	struct stat sb;

	if (!folder || (stat(folder, &sb) == 0 && S_ISDIR(sb.st_mode)))
		return OK;
	return err_set(err, ERR_INPUT,
		_("dossier de configuration « %s » : il n'existe pas ou n'est pas un dossier"),
		folder);
}

static enum status
load_mapping(const char *folder, struct config *c, struct err *err)
{
	const char *name;
	struct str bytes;
	enum status st = file_bytes(folder, "mapping.yaml", &c->arena, &name, &bytes, err);

	if (st == OK)
		st = mapping_parse(name, bytes, &c->arena, &c->mapping, err);
	c->has_mapping = st == OK;
	return st;
}

static enum status
load_motives(const char *folder, struct config *c, struct err *err)
{
	const char *name;
	struct str bytes;
	enum status st = file_bytes(folder, "motives.yaml", &c->arena, &name, &bytes, err);

	if (st == OK)
		st = motives_parse(name, bytes, &c->arena, &c->motives, err);
	c->has_motives = st == OK;
	return st;
}

static enum status
load_all(const char *folder, struct config *c, struct err *err)
{
	const char *name;
	struct str bytes;
	enum status st = file_bytes(folder, "pupitre.yaml", &c->arena, &name, &bytes, err);

	if (st == OK)
		st = settings_parse(name, bytes, &c->arena, &c->settings, err);
	if (st == OK)
		st = file_bytes(folder, "grid.yaml", &c->arena, &name, &bytes, err);
	if (st == OK)
		st = grid_parse(name, bytes, &c->arena, &c->grid, err);
	if (st == OK && folder)
		st = load_mapping(folder, c, err);
	if (st == OK && folder)
		st = load_motives(folder, c, err);
	return st;
}

enum status
settings_parse(
	const char *name, struct str yaml, struct arena *a, struct settings *out, struct err *err)
{
	const char *sections[sizeof(setting_rows) / sizeof(setting_rows[0])];
	struct yaml_file s = { name, a, err };
	struct settings values = { 0 };
	size_t count = list_sections(&s, sections);
	struct node *root;
	enum status st = set_fallbacks(&s, &values);

	if (st == OK)
		st = yaml_read(name, yaml, a, &root, err);
	if (st == OK)
		st = read_map(&s, root, NULL, sections, count);
	for (size_t i = 0; i < count && st == OK; i++) {
		struct node *n = read_get(root, sections[i]);

		if (n)
			st = read_section(&s, sections[i], n, &values);
	}
	if (st == OK)
		*out = values;
	return st;
}

enum status
config_load(const char *folder, struct config *out, struct err *err)
{
	struct config c = { 0 };
	enum status st = check_folder(folder, err);

	if (st == OK)
		st = load_all(folder, &c, err);
	if (st)
		arena_done(&c.arena);
	else
		*out = c;
	return st;
}

const struct mapping *
config_mapping(struct config *c)
{
	struct err err;

	if (!c->has_mapping && load_mapping(NULL, c, &err) != OK)
		die("%s", err.text);
	return &c->mapping;
}

const struct motives *
config_motives(struct config *c)
{
	struct err err;

	if (!c->has_motives && load_motives(NULL, c, &err) != OK)
		die("%s", err.text);
	return &c->motives;
}

void
config_done(struct config *c)
{
	arena_done(&c->arena);
	*c = (struct config){ 0 };
}

struct str
config_default(const char *name)
{
	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++) {
		if (strcmp(name, defaults[i].name) == 0)
			return (struct str){ defaults[i].start,
				(size_t)(defaults[i].end - defaults[i].start) };
	}
	return STR_NONE;
}
