/* SPDX-License-Identifier: EUPL-1.2 */
/* Source of the exit statuses: the command line's contract, one row per code below. */
#include "pupitre/base/err.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/i18n.h"

static const int exits[] = {
	[OK] = 0,
	[ERR_SYSTEM] = 1,
	[ERR_USAGE] = 2,
	[ERR_INPUT] = 3,
	[ERR_CONFLICT] = 4,
	[ERR_DENIED] = 5,
	[ERR_CANCELLED] = 130,
};

/* The host has no French catalogue of the C library, so the causes that people meet are here. */
static const struct {
	int number;
	const char *text;
} reasons[] = {
	{ EACCES, N_("accès refusé") },
	{ EPERM, N_("opération non permise") },
	{ ENOENT, N_("fichier ou dossier introuvable") },
	{ EEXIST, N_("le fichier existe déjà") },
	{ EISDIR, N_("c'est un dossier, pas un fichier") },
	{ ENOTDIR, N_("un élément du chemin n'est pas un dossier") },
	{ ENOTEMPTY, N_("le dossier n'est pas vide") },
	{ ENAMETOOLONG, N_("nom trop long") },
	{ ELOOP, N_("lien symbolique refusé") },
	{ ENOSPC, N_("disque plein") },
	{ EDQUOT, N_("quota de disque atteint") },
	{ EFBIG, N_("taille de fichier maximale atteinte") },
	{ EROFS, N_("système de fichiers en lecture seule") },
	{ EIO, N_("erreur de lecture ou d'écriture du disque") },
	{ EMFILE, N_("trop de fichiers ouverts") },
	{ ENFILE, N_("trop de fichiers ouverts sur la machine") },
	{ ENOMEM, N_("mémoire insuffisante") },
	{ EBUSY, N_("ressource occupée") },
	{ ETXTBSY, N_("fichier en cours d'exécution") },
	{ EXDEV, N_("l'opération traverse deux systèmes de fichiers") },
	{ EPIPE, N_("le lecteur a fermé le tube") },
	{ EINTR, N_("opération interrompue") },
	{ ETIMEDOUT, N_("délai dépassé") },
	{ ENXIO, N_("périphérique absent") },
	{ ENODEV, N_("périphérique absent") },
	{ ENOTTY, N_("ce n'est pas un terminal") },
};

/* A message cut by the size of its buffer must not end inside a character. */
static void
drop_partial_char(char *text)
{
	size_t len = strlen(text);
	size_t start = len;

	while (start > 0 && len - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0)
		return;
	unsigned char lead = (unsigned char)text[start - 1];
	size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

	if (want > 1 && len - (start - 1) < want)
		text[start - 1] = '\0';
}

static void
fill(char *text, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(text, size, fmt, ap);

	if (n < 0)
		text[0] = '\0';
	else if ((size_t)n >= size)
		drop_partial_char(text);
}

enum status
err_set(struct err *err, enum status code, const char *fmt, ...)
{
	struct err filled = { .code = code };
	va_list ap;

	if (!err)
		return code;
	va_start(ap, fmt);
	fill(filled.text, sizeof(filled.text), fmt, ap); /* an argument may be err->text itself */
	va_end(ap);
	*err = filled;
	return code;
}

enum status
err_prefix(struct err *err, const char *fmt, ...)
{
	char prefix[sizeof(err->text)];
	va_list ap;

	if (!err)
		return ERR_SYSTEM; /* the code is unknown, but it was a failure */
	va_start(ap, fmt);
	fill(prefix, sizeof(prefix), fmt, ap);
	va_end(ap);
	return err_set(err, err->code, "%s : %s", prefix, err->text);
}

const char *
err_reason(int number)
{
	for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
		if (reasons[i].number == number)
			return _(reasons[i].text);
	return strerror(number);
}

int
status_exit(enum status code)
{
	return exits[code];
}

void
die(const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	fill(text, sizeof(text), fmt, ap);
	va_end(ap);
	fprintf(stderr, _("pupitre: arrêt immédiat: %s\n"), text);
	abort();
}
