/* SPDX-License-Identifier: EUPL-1.2 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/base/i18n.h"

#define BOM "\xEF\xBB\xBF"

static bool
starts_character(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

static void
advance(struct str bytes, int64_t *line, int64_t *column)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.ptr[i] == '\n') {
			(*line)++;
			*column = 1;
		} else if (starts_character(bytes.ptr[i])) {
			(*column)++;
		}
	}
}

static enum status
check_kind(struct input *in, struct err *err)
{
	struct stat st;

	if (fstat(in->fd, &st) != 0)
		return err_set(err, ERR_SYSTEM, _("%s : lecture impossible (%s)"), in->path,
			strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT,
			_("%s : ce n’est pas un fichier ordinaire ; enregistrez d’abord l’export "
			  "dans un fichier"),
			in->path);
	if (st.st_size == 0)
		return err_set(err, ERR_INPUT, _("%s : le fichier est vide ; refaites l’export"),
			in->name);
	in->size = st.st_size;
	return OK;
}

static ssize_t
read_some(int fd, char *to, size_t len)
{
	ssize_t n;

	do
		n = read(fd, to, len);
	while (n < 0 && errno == EINTR);
	return n;
}

static enum status
report(struct input *in, struct err *err)
{
	int64_t total = in->size * in->passes;

	if (!in->sink->progress)
		return OK;
	if (in->sink->progress(
		    in->sink->ctx, in->size * in->pass + in->offset, total > 0 ? total : 1))
		return OK;
	return err_set(err, ERR_CANCELLED,
		_("%s : lecture interrompue à la demande ; rien n’a été importé"), in->name);
}

static enum status
refuse_nul(const struct input *in, struct err *err)
{
	const char *nul = memchr(in->chunk.ptr, 0, in->chunk.len);

	if (!nul)
		return OK;
	return err_set(err, ERR_INPUT,
		_("%s, %s : octet nul ; le fichier est en UTF-16 ou n’est pas un texte. "
		  "Enregistrez-le en UTF-8"),
		in->name, input_position(in, (size_t)(nul - in->chunk.ptr)).s);
}

enum status
input_open(struct input *in, const char *path, const struct reader_sink *sink, struct err *err)
{
	const char *slash = strrchr(path, '/');
	enum status st;

	*in = (struct input){ .path = path, .name = slash ? slash + 1 : path, .sink = sink };
	in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (in->fd < 0)
		return err_set(err, ERR_SYSTEM, _("%s : ouverture impossible (%s)"), path,
			strerror(errno));
	st = check_kind(in, err);
	if (st != OK) {
		close(in->fd);
		return st;
	}
	in->buffer = malloc(INPUT_CHUNK);
	if (!in->buffer)
		die(_("mémoire insuffisante"));
	return OK;
}

void
input_close(struct input *in)
{
	free(in->buffer);
	close(in->fd);
}

enum status
input_head(struct input *in, struct str *head, struct err *err)
{
	ssize_t n = read_some(in->fd, in->buffer, INPUT_CHUNK);

	if (n < 0)
		return err_set(err, ERR_SYSTEM, _("%s : lecture impossible (%s)"), in->path,
			strerror(errno));
	*head = (struct str){ in->buffer, (size_t)n };
	if (str_starts(*head, STR(BOM)))
		*head = (struct str){ head->ptr + 3, head->len - 3 };
	return OK;
}

enum status
input_rewind(struct input *in, int pass, int passes, struct err *err)
{
	if (lseek(in->fd, 0, SEEK_SET) != 0)
		return err_set(err, ERR_SYSTEM, _("%s : lecture impossible (%s)"), in->path,
			strerror(errno));
	in->offset = 0;
	in->line = in->column = 1;
	in->pass = pass;
	in->passes = passes;
	in->chunk = (struct str){ in->buffer, 0 };
	return OK;
}

enum status
input_read(struct input *in, struct err *err)
{
	bool first = in->offset == 0;
	ssize_t n;
	enum status st;

	advance(in->chunk, &in->line, &in->column);
	n = read_some(in->fd, in->buffer, INPUT_CHUNK);
	if (n < 0)
		return err_set(err, ERR_SYSTEM, _("%s : lecture impossible (%s)"), in->path,
			strerror(errno));
	in->chunk = (struct str){ in->buffer, (size_t)n };
	in->offset += n;
	if (first && str_starts(in->chunk, STR(BOM)))
		in->chunk = (struct str){ in->buffer + 3, in->chunk.len - 3 };
	st = refuse_nul(in, err);
	return st == OK ? report(in, err) : st;
}

struct position
input_position(const struct input *in, size_t at)
{
	int64_t line = in->line, column = in->column;
	int64_t byte = in->offset - (int64_t)in->chunk.len + (int64_t)at;
	struct position p;

	advance((struct str){ in->chunk.ptr, at < in->chunk.len ? at : in->chunk.len }, &line,
		&column);
	snprintf(p.s, sizeof(p.s), _("ligne %lld, colonne %lld (octet %lld)"), (long long)line,
		(long long)column, (long long)byte);
	return p;
}
