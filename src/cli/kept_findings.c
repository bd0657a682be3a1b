/*
 * A reader wants to see first what is worst, and not ten thousand lines of one
 * kind: the findings of a file are kept until it is done, so many of each code,
 * and all of them in so many bytes.  A file cannot make this grow: what does
 * not fit is counted.
 */
#include <stdlib.h>
#include <string.h>

#include "kept_findings.h"

enum { MOST_BYTES = 8 * 1024 * 1024 };

void
kept_begin(struct kept_findings *kept, uint64_t most)
{
	memset(kept, 0, sizeof(*kept));
	kept->most = most;
}

static struct kept_code *
new_code(struct kept_findings *kept, const struct newsconv_finding *finding)
{
	struct kept_code *code;

	if (kept->count == kept->room) {
		size_t room = kept->room == 0 ? 16 : 2 * kept->room;
		void *more = realloc(kept->codes, room * sizeof(*kept->codes));

		if (more == NULL)
			return NULL;
		kept->codes = more;
		kept->room = room;
	}
	kept->latest = kept->count++;
	code = &kept->codes[kept->latest];
	memset(code, 0, sizeof(*code));
	/* It is in the library's table, as are clause and advice. */
	code->code = finding->code;
	code->severity = finding->severity;
	return code;
}

static struct kept_code *
code_of(struct kept_findings *kept, const struct newsconv_finding *finding)
{
	size_t i;

	if (kept->count > 0 &&
	    strcmp(kept->codes[kept->latest].code, finding->code) == 0)
		return &kept->codes[kept->latest];
	for (i = 0; i < kept->count; i++)
		if (strcmp(kept->codes[i].code, finding->code) == 0) {
			kept->latest = i;
			return &kept->codes[i];
		}
	return new_code(kept, finding);
}

/* Copy a string to *room and step behind it. */
static const char *
copied(char **room, const char *string)
{
	size_t size = strlen(string) + 1;
	char *copy = memcpy(*room, string, size);

	*room += size;
	return copy;
}

/* With its strings behind it; what is lent by the table stays there. */
static struct kept_finding *
copy_of(const struct newsconv_finding *finding, size_t *size)
{
	struct kept_finding *copy;
	char *room;

	*size = sizeof(*copy) + strlen(finding->part) + strlen(finding->text) +
	    strlen(finding->expected) + strlen(finding->peer) + 4;
	copy = malloc(*size);
	if (copy == NULL)
		return NULL;
	room = (char *)(copy + 1);
	copy->next = NULL;
	copy->finding = *finding;
	copy->finding.file = "";
	copy->finding.part = copied(&room, finding->part);
	copy->finding.text = copied(&room, finding->text);
	copy->finding.expected = copied(&room, finding->expected);
	copy->finding.peer = copied(&room, finding->peer);
	return copy;
}

void
kept_add(struct kept_findings *kept, const struct newsconv_finding *finding)
{
	struct kept_code *code = code_of(kept, finding);
	struct kept_finding *copy;
	size_t size;

	if (code == NULL) {
		kept->others++;
		return;
	}
	code->count++;
	if ((kept->most > 0 && code->kept >= kept->most) ||
	    kept->bytes >= MOST_BYTES)
		return;
	copy = copy_of(finding, &size);
	if (copy == NULL)
		return;
	kept->bytes += size;
	code->kept++;
	if (code->last == NULL)
		code->first = copy;
	else
		code->last->next = copy;
	code->last = copy;
}

void
kept_sort(struct kept_findings *kept)
{
	size_t i, j;

	/* There are few codes, and equal ones keep their order. */
	for (i = 1; i < kept->count; i++) {
		struct kept_code code = kept->codes[i];

		for (j = i;
		     j > 0 && kept->codes[j - 1].severity < code.severity; j--)
			kept->codes[j] = kept->codes[j - 1];
		kept->codes[j] = code;
	}
	kept->latest = 0;
}

void
kept_clear(struct kept_findings *kept)
{
	size_t i;

	for (i = 0; i < kept->count; i++) {
		struct kept_finding *next, *at;

		for (at = kept->codes[i].first; at != NULL; at = next) {
			next = at->next;
			free(at);
		}
	}
	kept->count = 0;
	kept->bytes = 0;
	kept->latest = 0;
	kept->others = 0;
}

void
kept_free(struct kept_findings *kept)
{
	kept_clear(kept);
	free(kept->codes);
	kept->codes = NULL;
	kept->room = 0;
}
