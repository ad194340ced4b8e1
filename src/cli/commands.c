/* SPDX-License-Identifier: EUPL-1.2 */
/* See commands.h. Order of the rows: that of a morning's work; help and man page keep it. */
#include "commands.h"

#include "pupitre/base/i18n.h"

enum { MOST_SUBS = 64, TEXT = FORMAT_TEXT, TEXT_JSON = FORMAT_TEXT | FORMAT_JSON };

#define END                                                                                        \
	{                                                                                          \
		NULL, NULL, NULL, 0, false                                                         \
	}

const struct option common_options[] = {
	{ "base", N_("FICHIER"),
		N_("la base (sinon $PUPITRE_BASE, sinon pupitre/base.db du dossier de données)"), 0,
		false },
	{ "as", N_("LOGIN"), N_("agir comme cet agent (réservé au propriétaire de la base)"), 0,
		false },
	{ "format", "text|json|csv",
		N_("forme de la sortie ; table comme text (celles d'un export : export --list)"), 0,
		false },
	{ "config", N_("DOSSIER"), N_("fichiers de configuration (sinon les valeurs par défaut)"),
		0, false },
	{ "force", NULL,
		N_("passer outre : base sur un système de fichiers réseau, fichier de sortie "
		   "existant"),
		0, false },
	{ "help", NULL, N_("afficher l'aide, du programme ou de la commande"), 'h', false },
	{ "version", NULL, N_("afficher la version"), 0, false },
	END,
};

static const struct option demo_options[] = {
	{ "list", NULL, N_("afficher la liste des dossiers au lieu d'ouvrir le poste"), 0, false },
	{ "keep", N_("FICHIER"), N_("garder la base de démonstration dans ce fichier"), 0, false },
	END,
};
static const struct option init_options[] = {
	{ "campaign", N_("NOM"), N_("nom de la campagne"), 0, false },
	{ "region", N_("CODE"), N_("code de la région, par exemple 24"), 0, false },
	{ "copy-of", N_("SAUVEGARDE"), N_("devenir un autre hôte de la même base"), 0, false },
	{ "name", N_("NOM"), N_("avec --copy-of : nom de cet hôte"), 0, false },
	{ "demo-day", N_("JOUR"), N_("base de démonstration, figée à ce jour (2021-10-08)"), 0,
		false },
	END,
};
static const struct option import_options[] = {
	{ "dry-run", NULL, N_("montrer ce qui changerait, sans rien écrire"), 0, false },
	END,
};
static const struct option list_options[] = {
	{ "sort", N_("CLÉ"), N_("tri, par exemple -note,montant ; - pour décroissant"), 0, false },
	{ "columns", "A,B", N_("colonnes, par leur nom JSON ou leur clé de recherche"), 0, false },
	{ "limit", "N", N_("au plus N dossiers"), 0, false },
	END,
};
static const struct option score_options[] = {
	{ "set", N_("CRITÈRE=NOTE"), N_("note d'un sous-critère : 0 à 4, NE ou SO"), 0, true },
	{ "comment", N_("CRITÈRE=TEXTE"),
		N_("commentaire d'un sous-critère, ou de l'avis (opinion=TEXTE)"), 0, true },
	{ "final", NULL, N_("finaliser l'évaluation"), 0, false },
	END,
};
static const struct option move_options[] = {
	{ "reason", N_("TEXTE"), N_("pièces demandées ou motif"), 0, false },
	END,
};
static const struct option decide_options[] = {
	{ "eligible", N_("EUROS"), N_("assiette retenue"), 0, false },
	{ "amount", N_("EUROS"), N_("montant accordé"), 0, false },
	{ "envelope", N_("CODE"), N_("enveloppe (sinon celle du département)"), 0, false },
	{ "reason", N_("CODE"), N_("motif de la bibliothèque"), 0, false },
	{ "text", N_("TEXTE"), N_("texte de la décision"), 0, false },
	END,
};
static const struct option propose_options[] = {
	{ "eligible", N_("EUROS"), N_("assiette proposée"), 0, false },
	{ "amount", N_("EUROS"), N_("montant proposé"), 0, false },
	{ "envelope", N_("CODE"), N_("enveloppe (sinon celle du département)"), 0, false },
	{ "reason", N_("CODE"), N_("motif de la bibliothèque"), 0, false },
	{ "text", N_("TEXTE"), N_("texte proposé"), 0, false },
	{ "withdraw", NULL, N_("retirer sa proposition"), 0, false },
	END,
};
static const struct option envelope_set_options[] = {
	{ "under", N_("CODE"), N_("enveloppe dont celle-ci est une part"), 0, false },
	{ "label", N_("TEXTE"), N_("libellé (sinon le nom du territoire)"), 0, false },
	END,
};
static const struct option agent_add_options[] = {
	{ "name", N_("NOM"), N_("nom affiché"), 0, false },
	{ "role", N_("RÔLES"),
		N_("reader, instructor, delegate, supervisor, administrator, séparés par des "
		   "virgules"),
		0, false },
	{ "departments", "45,41", N_("départements confiés ; * pour tous"), 0, false },
	END,
};
static const struct option agent_role_options[] = {
	{ "name", N_("NOM"), N_("nom affiché"), 0, false },
	{ "departments", "45,41", N_("départements confiés ; * pour tous"), 0, false },
	{ "disable", NULL, N_("l'agent ne peut plus agir"), 0, false },
	{ "enable", NULL, N_("l'agent peut de nouveau agir"), 0, false },
	END,
};
static const struct option export_options[] = {
	{ "output", N_("FICHIER"), N_("fichier à écrire ; - pour la sortie standard"), 'o', false },
	{ "columns", "A,B", N_("colonnes, par leur code (voir --list) ou leur clé de filtre"), 0,
		false },
	{ "sort", N_("CLÉ"), N_("tri, par exemple -note,montant"), 0, false },
	{ "list", NULL, N_("nommer les modèles, les formats et les colonnes"), 0, false },
	{ "save", N_("NOM"), N_("enregistrer cette recherche et ces colonnes comme modèle"), 0,
		false },
	{ "shared", NULL, N_("avec --save : pour toute l'équipe"), 0, false },
	{ "delete", NULL, N_("supprimer ce modèle enregistré"), 0, false },
	END,
};
#define PASSPHRASE                                                                                 \
	{                                                                                          \
		"passphrase-file", N_("FICHIER"),                                                  \
			N_("phrase de passe : première ligne de ce fichier"), 0, false             \
	}

static const struct option bundle_create_options[] = {
	{ "dept", N_("CODE"), N_("département des dossiers, ou plusieurs : 45,41"), 0, false },
	{ "agent", N_("LOGIN"), N_("le délégué qui l'emporte"), 0, false },
	{ "expires", N_("JOUR"), N_("dernier jour où un retour est accepté (sinon dans 30 jours)"),
		0, false },
	PASSPHRASE,
	{ "output", N_("FICHIER"), N_("fichier à écrire ; - pour la sortie standard"), 'o', false },
	END,
};
static const struct option bundle_open_options[] = {
	PASSPHRASE,
	END,
};
static const struct option bundle_return_options[] = {
	{ "output", N_("FICHIER"), N_("fichier à écrire ; - pour la sortie standard"), 'o', false },
	{ "to", N_("HÔTE"), N_("entre hôtes : n'envoyer que ce que celui-ci n'a pas"), 0, false },
	PASSPHRASE,
	END,
};
static const struct option bundle_merge_options[] = {
	{ "dry-run", NULL, N_("montrer l'issue de chaque acte, sans rien écrire"), 0, false },
	END,
};
static const struct option bundle_questions_options[] = {
	{ "all", NULL, N_("celles qui ont leur réponse aussi"), 0, false },
	END,
};
static const struct option bundle_answer_options[] = {
	{ "reason", N_("TEXTE"), N_("motif de la réponse, obligatoire"), 0, false },
	END,
};
static const struct option bundle_key_options[] = {
	{ "owner", N_("LOGIN"), N_("à qui est la clé : un agent, ou le nom d'un hôte"), 0, false },
	{ "station", N_("POSTE"), N_("poste de l'hôte, si c'est la clé d'un hôte"), 0, false },
	END,
};
static const struct option register_options[] = {
	{ "verify", NULL, N_("vérifier la chaîne du registre"), 0, false },
	END,
};
static const struct option check_options[] = {
	{ "rebuild", NULL, N_("refaire d'abord tout ce qui se déduit du reste"), 0, false },
	END,
};

/* clang-format off */
const struct command commands[] = {
	{ "init", NULL, "", N_("créer une base vide"), TEXT, 0, 0, init_options, run_init },
	{ "demo", NULL, "", N_("essayer le programme sur une base de démonstration"),
		TEXT_JSON | FORMAT_CSV, 0, 0, demo_options, run_demo },
	{ "import", NULL, N_("FICHIER..."), N_("importer des dossiers de la plateforme (JSON, CSV)"),
		TEXT_JSON, 1, -1, import_options, run_import },
	{ "list", NULL, N_("[RECHERCHE]"), N_("lister les dossiers"),
		TEXT_JSON | FORMAT_CSV, 0, -1, list_options, run_list },
	{ "show", NULL, N_("NUMÉRO"), N_("montrer un dossier en entier"), TEXT_JSON, 1, 1, NULL, run_show },
	{ "score", NULL, N_("NUMÉRO"), N_("noter un dossier, ou montrer sa propre évaluation"),
		TEXT_JSON, 1, 1, score_options, run_score },
	{ "move", NULL, N_("NUMÉRO ÉTAT"), N_("changer l'état d'un dossier"),
		TEXT_JSON, 2, 2, move_options, run_move },
	{ "decide", NULL, N_("NUMÉRO award|refuse|dismiss|redirect|postpone"),
		N_("décider : accorder, refuser, classer sans suite, réorienter, ajourner"),
		TEXT_JSON, 2, 2, decide_options, run_decide },
	{ "propose", NULL, N_("NUMÉRO [award|refuse|dismiss|redirect|postpone]"),
		N_("proposer une décision, sans effet avant celle du superviseur"),
		TEXT_JSON, 1, 2, propose_options, run_propose },
	{ "undo", NULL, N_("[ACTE]"), N_("annuler son dernier acte, ou celui-là"),
		TEXT_JSON, 0, 1, NULL, run_undo },
	{ "bundle", "create", N_("[RECHERCHE]"), N_("faire une mallette pour un délégué"),
		TEXT, 0, -1, bundle_create_options, run_bundle_create },
	{ "bundle", "list", "", N_("les mallettes, et ce qui en est revenu"),
		TEXT_JSON, 0, 0, NULL, run_bundle_list },
	{ "bundle", "show", N_("FICHIER"), N_("dire ce qu'est une mallette ou un retour, sans clé"),
		TEXT_JSON, 1, 1, NULL, run_bundle_show },
	{ "bundle", "open", N_("FICHIER"), N_("déballer une mallette sur ce poste (« pupitre FICHIER » l'ouvre)"),
		TEXT, 1, 1, bundle_open_options, run_bundle_open },
	{ "bundle", "return", N_("[MALLETTE]"), N_("préparer le retour d'une mallette, ou l'envoi à un autre hôte"),
		TEXT, 0, 1, bundle_return_options, run_bundle_return },
	{ "bundle", "merge", N_("[RETOUR]"), N_("fusionner un retour ou un envoi ; sans nom ou par -, l'entrée standard"),
		TEXT_JSON, 0, 1, bundle_merge_options, run_bundle_merge },
	{ "bundle", "questions", N_("[NUMÉRO]"), N_("les questions qu'une fusion a laissées"),
		TEXT_JSON, 0, 1, bundle_questions_options, run_bundle_questions },
	{ "bundle", "answer", N_("QUESTION keep|take|set [VALEUR]"), N_("répondre à une question"),
		TEXT_JSON, 2, -1, bundle_answer_options, run_bundle_answer },
	{ "bundle", "close", N_("MALLETTE"), N_("la déclarer rentrée"), TEXT_JSON, 1, 1, NULL, run_bundle_close },
	{ "bundle", "revoke", N_("MALLETTE"), N_("ne plus accepter ses retours"),
		TEXT_JSON, 1, 1, NULL, run_bundle_revoke },
	{ "bundle", "prolong", N_("MALLETTE JOUR"), N_("accepter ses retours jusqu'à ce jour"),
		TEXT_JSON, 2, 2, NULL, run_bundle_prolong },
	{ "bundle", "key", N_("show|list|add|activate|revoke|renew [CLÉ]"), N_("les clés des postes et des hôtes"),
		TEXT_JSON, 1, 2, bundle_key_options, run_bundle_key },
	{ "register", NULL, N_("[NUMÉRO]"), N_("lire le registre des actes, ou le vérifier"),
		TEXT_JSON, 0, 1, register_options, run_register },
	{ "export", NULL, N_("MODÈLE [RECHERCHE]"),
		N_("exporter un tableau (--format ods, xlsx, csv, csv-machine, json, scdl, pdf, note, svg ou png ; sinon d'après le nom du fichier)"),
		FORMAT_OWN, 0, -1, export_options, run_export },
	{ "verify-export", NULL, N_("FICHIER"),
		N_("dire si un fichier exporté correspond encore à la base"),
		TEXT_JSON, 1, 1, NULL, run_verify_export },
	{ "envelope", "list", "", N_("montrer les enveloppes et ce qui reste"),
		TEXT_JSON, 0, 0, NULL, run_envelope_list },
	{ "envelope", "set", N_("CODE EUROS"), N_("fixer une enveloppe"),
		TEXT_JSON, 2, 2, envelope_set_options, run_envelope_set },
	{ "grid", "check", N_("FICHIER"), N_("vérifier une grille sans la charger"),
		TEXT, 1, 1, NULL, run_grid_check },
	{ "grid", "show", "", N_("montrer la grille en vigueur"), TEXT, 0, 0, NULL, run_grid_show },
	{ "grid", "load", N_("FICHIER"), N_("mettre une grille en vigueur"),
		TEXT_JSON, 1, 1, NULL, run_grid_load },
	{ "agent", "list", "", N_("lister les agents"), TEXT_JSON, 0, 0, NULL, run_agent_list },
	{ "agent", "add", N_("LOGIN"), N_("ajouter un agent"),
		TEXT_JSON, 1, 1, agent_add_options, run_agent_add },
	{ "agent", "role", N_("LOGIN [RÔLES]"), N_("changer les rôles ou les départements d'un agent"),
		TEXT_JSON, 1, 2, agent_role_options, run_agent_role },
	{ "check", NULL, "", N_("tout vérifier : fichier, registre, rejeu"),
		TEXT_JSON, 0, 0, check_options, run_check },
	{ "backup", NULL, N_("FICHIER"), N_("sauvegarder la base dans FICHIER, et sa clé dans FICHIER.cle"),
		TEXT, 1, 1, NULL, run_backup },
	{ "doctor", NULL, "", N_("dire ce qui va et ce qui ne va pas sur ce poste"),
		TEXT_JSON, 0, 0, NULL, run_doctor },
	{ "docs", "man", "", N_("écrire la page de manuel"), TEXT, 0, 0, NULL, run_docs_man },
	{ "docs", "completion", "[bash|zsh]", N_("écrire la complétion de l'interpréteur"),
		TEXT, 0, 1, NULL, run_docs_completion },
	{ "docs", "config", "", N_("décrire les réglages de pupitre.yaml"),
		TEXT, 0, 0, NULL, run_docs_config },
};
/* clang-format on */
const size_t command_count = sizeof(commands) / sizeof(commands[0]);

static enum status
unknown(struct arena *a, const char *word, struct err *err)
{
	const char *names[MOST_SUBS];
	size_t n = 0;

	for (size_t i = 0; i < command_count && n < MOST_SUBS; i++)
		names[n++] = commands[i].name;
	return err_set(err, ERR_USAGE,
		_("commande inconnue : « %s »%s (pupitre --help les montre)"), word,
		call_near(a, word, names, n));
}

static enum status
unknown_sub(struct arena *a, const char *name, const char *word, struct err *err)
{
	const char *subs[MOST_SUBS], *list = "";
	size_t n = 0;

	for (size_t i = 0; i < command_count && n < MOST_SUBS; i++) {
		if (strcmp(commands[i].name, name) != 0)
			continue;
		subs[n++] = commands[i].sub;
		list = arena_printf(a, "%s%s%s", list, n > 1 ? ", " : "", commands[i].sub);
	}
	if (!word)
		return err_set(
			err, ERR_USAGE, _("« %s » attend une action parmi : %s"), name, list);
	return err_set(err, ERR_USAGE, _("« %s %s » n'existe pas ; actions : %s%s"), name, word,
		list, call_near(a, word, subs, n));
}

enum status
command_find(struct arena *a, const struct args *words, const struct command **out, int *used,
	struct err *err)
{
	const char *word = words->words[0];
	const char *second = words->word_count > 1 ? words->words[1] : NULL;
	bool group = false;

	for (size_t i = 0; i < command_count; i++) {
		const struct command *k = &commands[i];

		if (strcmp(k->name, word) != 0)
			continue;
		group = k->sub != NULL;
		if (group && !(second && strcmp(k->sub, second) == 0))
			continue;
		*out = k;
		*used = group ? 2 : 1;
		return OK;
	}
	return group ? unknown_sub(a, word, second, err) : unknown(a, word, err);
}
