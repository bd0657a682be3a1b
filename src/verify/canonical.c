/*
 * Who wrote it, by its own words, and the same compression once more.  libdeflate
 * makes the same bytes on every processor, but not in every version: where what
 * it makes differs and another version made the file, nothing is known, and that
 * is said.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>
#include <zlib.h>

#include "canonical.h"
#include "error.h"

enum {
	EPUB_LEVEL = 6,
	LEVELS = 13, /* that libdeflate has, from 0 */
	SPARE = 64   /* bytes of room that it wants */
};

static const char library[] = "libdeflate " LIBDEFLATE_VERSION_STRING;

struct nc_canonical {
	struct libdeflate_compressor *levels[LEVELS]; /* made when needed */
	struct nc_buffer again;
};

/* --------------------------------------------------------------------- claims */

/* What stands behind a text, up to the end of its line; data NULL: it does not. */
static struct newsconv_text
line_after(struct newsconv_text text, const char *prefix)
{
	size_t size = strlen(prefix);
	const char *line = text.data, *end;
	struct newsconv_text none = {NULL, 0};

	if (text.size == 0)
		return none;
	end = text.data + text.size;
	while (line != NULL && (size_t)(end - line) >= size) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		if (memcmp(line, prefix, size) == 0) {
			struct newsconv_text rest = {line + size,
			    (size_t)((stop == NULL ? end : stop) - line) -
				size};

			if (rest.size > 0 && rest.data[rest.size - 1] == '\r')
				rest.size--;
			return rest;
		}
		line = stop == NULL ? NULL : stop + 1;
	}
	return none;
}

/* The number behind a word; 0: the word is not there. */
static int
number_after(const char *text, const char *word)
{
	const char *found = strstr(text, word);

	return found == NULL ? 0 : atoi(found + strlen(word));
}

/*
 * "0.1.0 (libdeflate 1.14; zlib 1.2.13)", of a WARC "(libdeflate 1.14, level 6;
 * ...)" or "(libdeflate 1.14, levels 6 and 1; ...)".
 */
static void
take_library(struct nc_claim *claim, struct newsconv_text version)
{
	char text[128];
	char *open, *close, *stop;

	snprintf(text, sizeof(text), "%.*s",
	    version.size > 127 ? 127 : (int)version.size, version.data);
	open = strchr(text, '(');
	close = strchr(text, ')');
	if (open == NULL || close == NULL || close < open)
		return;
	*close = '\0';
	claim->level = number_after(open, ", level ");
	claim->derived = claim->level;
	if (claim->level == 0) {
		claim->level = number_after(open, ", levels ");
		claim->derived = number_after(open, " and ");
	}
	stop = strstr(open, "; ");
	if (stop != NULL) {
		snprintf(claim->large, sizeof(claim->large), "%.47s", stop + 2);
		*stop = '\0';
	}
	stop = strchr(open, ',');
	if (stop != NULL)
		*stop = '\0';
	snprintf(claim->library, sizeof(claim->library), "%.47s", open + 1);
}

void
nc_claim_warc(struct nc_claim *claim, const struct nc_verify *verify,
    const char *part, uint64_t offset, struct newsconv_text block)
{
	struct newsconv_text software = line_after(
	    block, "software: newsconv/");
	struct newsconv_text form = line_after(block, "newsconv-form: ");

	memset(claim, 0, sizeof(*claim));
	/* Before there were forms, ids said nothing of headers. */
	if (software.data == NULL || form.data == NULL)
		return;
	take_library(claim, software);
	claim->ours = form.size == 1 && form.data[0] == '2';
	if (!claim->ours)
		nc_finding(verify, NC_OWN_FORM, part, offset, "form %.*s",
		    form.size > 40 ? 40 : (int)form.size, form.data);
}

bool
nc_claims_agree(const struct nc_claim *a, const struct nc_claim *b)
{
	return a->ours == b->ours && a->level == b->level &&
	    a->derived == b->derived && strcmp(a->library, b->library) == 0 &&
	    strcmp(a->large, b->large) == 0;
}

void
nc_claim_epub(struct nc_claim *claim, struct newsconv_text package)
{
	/* As we write it; in a text the first character would be escaped. */
	static const char generator[] =
	    "<meta name=\"generator\" content=\"newsconv ";
	const char *next = package.data;
	const size_t size = sizeof(generator) - 1;
	struct newsconv_text rest;

	memset(claim, 0, sizeof(*claim));
	for (;;) {
		rest.data = next;
		rest.size = package.size - (size_t)(next - package.data);
		if (rest.size > 0)
			next = memchr(next, '<', rest.size);
		if (rest.size == 0 || next == NULL)
			return;
		rest.size = package.size - (size_t)(next - package.data);
		if (rest.size > size && memcmp(next, generator, size) == 0)
			break;
		next++;
	}
	rest.data = next + size;
	rest.size -= size;
	next = memchr(rest.data, '"', rest.size);
	if (next == NULL)
		return;
	rest.size = (size_t)(next - rest.data);
	take_library(claim, rest);
	claim->ours = claim->library[0] != '\0';
}

/* ---------------------------------------------------------------- compression */

struct nc_canonical *
nc_canonical_new(void)
{
	struct nc_canonical *canonical = calloc(1, sizeof(*canonical));

	if (canonical != NULL)
		canonical->again.ceiling = 3 * NC_CANONICAL_MAX;
	return canonical;
}

void
nc_canonical_free(struct nc_canonical *canonical)
{
	size_t i;

	if (canonical == NULL)
		return;
	for (i = 0; i < LEVELS; i++)
		libdeflate_free_compressor(canonical->levels[i]);
	nc_buffer_free(&canonical->again);
	free(canonical);
}

void
nc_canonical_shrink(struct nc_canonical *canonical)
{
	nc_buffer_free(&canonical->again);
}

typedef size_t compress_function(struct libdeflate_compressor *compressor,
    const void *in, size_t in_size, void *out, size_t out_size);

/* Into canonical->again, if it is not longer than `most`; else *size is 0. */
static int
compress_again(struct nc_canonical *canonical, int level,
    compress_function *function, struct newsconv_text plain, size_t most,
    size_t *size, struct newsconv_error *error)
{
	struct libdeflate_compressor **compressor;
	size_t room = most + SPARE;

	*size = 0;
	if (level < 0 || level >= LEVELS)
		return NEWSCONV_OK;
	compressor = &canonical->levels[level];
	nc_buffer_clear(&canonical->again);
	if (!nc_buffer_reserve(&canonical->again, room))
		return nc_buffer_check(&canonical->again, error);
	if (*compressor == NULL)
		*compressor = libdeflate_alloc_compressor(level);
	if (*compressor == NULL)
		return nc_error_memory(error);
	*size = function(
	    *compressor, plain.data, plain.size, canonical->again.data, room);
	if (*size > most)
		*size = 0;
	return NEWSCONV_OK;
}

static int
compare(struct nc_canonical *canonical, bool *same, int level,
    compress_function *function, struct newsconv_text packed,
    struct newsconv_text plain, struct newsconv_error *error)
{
	size_t size = 0;
	int result = compress_again(
	    canonical, level, function, plain, packed.size, &size, error);

	if (result == NEWSCONV_OK)
		*same = size > 0 && size == packed.size &&
		    memcmp(canonical->again.data, packed.data, size) == 0;
	return result;
}

int
nc_canonical_gzip(struct nc_canonical *canonical, bool *same, int level,
    struct newsconv_text member, struct newsconv_text plain,
    struct newsconv_error *error)
{
	return compare(canonical, same, level, libdeflate_gzip_compress, member,
	    plain, error);
}

int
nc_canonical_deflate(struct nc_canonical *canonical, bool *same,
    struct newsconv_text packed, struct newsconv_text plain,
    struct newsconv_error *error)
{
	return compare(canonical, same, EPUB_LEVEL, libdeflate_deflate_compress,
	    packed, plain, error);
}

int
nc_canonical_shrinks(struct nc_canonical *canonical, bool *shrinks,
    struct newsconv_text plain, struct newsconv_error *error)
{
	size_t size = 0;
	int result = compress_again(canonical, EPUB_LEVEL,
	    libdeflate_deflate_compress, plain, plain.size, &size, error);

	if (result == NEWSCONV_OK)
		*shrinks = size > 0 && size < plain.size;
	return result;
}

void
nc_canonical_differs(const struct nc_verify *verify, struct nc_claim *claim,
    bool large, enum nc_finding_code code, const char *part, uint64_t offset)
{
	const char *stated = large ? claim->large : claim->library;
	char here[48];

	snprintf(here, sizeof(here), "%s%.30s", large ? "zlib " : library,
	    large ? zlibVersion() : "");
	if (strcmp(stated, here) == 0) {
		nc_finding(verify, code, part, offset,
		    "%s makes other bytes of the same content", here);
		return;
	}
	if (!claim->told)
		nc_finding(verify, NC_OWN_LIBRARY, part, offset,
		    "%s made it, %s is here and makes other bytes",
		    stated[0] == '\0' ? "no library that it names" : stated,
		    here);
	claim->told = true;
	nc_answer(verify, NEWSCONV_LEVEL_CANONICAL, NEWSCONV_ANSWER_UNKNOWN);
}
