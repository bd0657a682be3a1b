/*
 * A name is one of the tree of inputs, cleaned; which are taken is remembered
 * by their digests, 32 bytes an input.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "ascii.h"
#include "digest.h"
#include "output_names.h"
#include "utf8.h"

/* Of a file system's 255 there is room for a number, a part and a suffix. */
enum { COMPONENT_MOST = 200, DIGEST = 32 };

#define PATH_CEILING ((size_t)1 << 20)

struct nc_output_names {
	unsigned char (*taken)[DIGEST]; /* open addressing; zeros are free */
	size_t size, used;              /* size: a power of two */
};

struct nc_output_names *
nc_output_names_new(void)
{
	return calloc(1, sizeof(struct nc_output_names));
}

void
nc_output_names_free(struct nc_output_names *names)
{
	if (names == NULL)
		return;
	free(names->taken);
	free(names);
}

/* -------------------------------------------------------------- what is taken */

static bool
is_free(const unsigned char digest[DIGEST])
{
	static const unsigned char none[DIGEST];

	return memcmp(digest, none, DIGEST) == 0;
}

static size_t
slot_of(unsigned char (*taken)[DIGEST], size_t size,
    const unsigned char digest[DIGEST])
{
	uint64_t hash;
	size_t slot;

	memcpy(&hash, digest, sizeof(hash));
	slot = (size_t)hash & (size - 1);
	while (
	    !is_free(taken[slot]) && memcmp(taken[slot], digest, DIGEST) != 0)
		slot = (slot + 1) & (size - 1);
	return slot;
}

static bool
grow(struct nc_output_names *names)
{
	size_t size = names->size == 0 ? 64 : 2 * names->size, i;
	unsigned char(*taken)[DIGEST] = calloc(size, sizeof(*taken));

	if (taken == NULL)
		return false;
	for (i = 0; i < names->size; i++)
		if (!is_free(names->taken[i]))
			memcpy(taken[slot_of(taken, size, names->taken[i])],
			    names->taken[i], DIGEST);
	free(names->taken);
	names->taken = taken;
	names->size = size;
	return true;
}

/* 1: it was free, 0: it is taken already, -1: out of memory. */
static int
take(struct nc_output_names *names, const char *stem)
{
	unsigned char digest[NC_DIGEST_MAX];
	size_t slot;

	if (2 * (names->used + 1) > names->size && !grow(names))
		return -1;
	nc_digest_of(NC_SHA256, stem, strlen(stem), digest);
	slot = slot_of(names->taken, names->size, digest);
	if (!is_free(names->taken[slot]))
		return 0;
	memcpy(names->taken[slot], digest, DIGEST);
	names->used++;
	return 1;
}

/* ------------------------------------------------------------------ the names */

/* A long one keeps its beginning, cut before a character, and a digest. */
static void
add_component(struct nc_buffer *target, struct newsconv_text part)
{
	char hex[65];
	size_t size = COMPONENT_MOST - 17;

	if (part.size <= COMPONENT_MOST) {
		nc_buffer_add(target, part.data, part.size);
		return;
	}
	nc_sha256_hex(hex, part);
	while (size > 0 && ((unsigned char)part.data[size] & 0xc0) == 0x80)
		size--;
	nc_buffer_add(target, part.data, size);
	nc_buffer_byte(target, '~');
	nc_buffer_add(target, hex, 16);
}

/* What is neither a name nor safe: "", ".", ".." and bytes of NUL. */
static bool
is_component(struct newsconv_text part)
{
	return part.size > 0 && !nc_text_equals(part, ".") &&
	    !nc_text_equals(part, "..") &&
	    memchr(part.data, '\0', part.size) == NULL;
}

/* Of the last component, unless that begins with its only dot. */
static struct newsconv_text
without_suffix(struct newsconv_text input)
{
	size_t i;

	for (i = input.size; i > 1; i--) {
		if (input.data[i - 1] == '/' || input.data[i - 2] == '/')
			break;
		if (input.data[i - 1] == '.') {
			input.size = i - 1;
			break;
		}
	}
	return input;
}

static void
clean(struct nc_buffer *target, struct newsconv_text input)
{
	size_t start = 0, end;

	for (; start < input.size; start = end + 1) {
		struct newsconv_text part;

		for (end = start; end < input.size && input.data[end] != '/';)
			end++;
		part = (struct newsconv_text){input.data + start, end - start};
		if (!is_component(part))
			continue;
		if (target->size > 0)
			nc_buffer_byte(target, '/');
		add_component(target, part);
	}
	if (target->size == 0)
		nc_buffer_text(target, "input");
}

/* Ends like a part's name, perhaps with underscores behind it. */
static bool
looks_like_part(const char *stem)
{
	static const char mark[] = ".part";
	size_t end = strlen(stem), digits;

	while (end > 0 && stem[end - 1] == '_')
		end--;
	for (digits = end; digits > 0 && nc_ascii_digit(stem[digits - 1]);)
		digits--;
	return digits < end && digits >= sizeof(mark) - 1 &&
	    memcmp(stem + digits - (sizeof(mark) - 1), mark,
		sizeof(mark) - 1) == 0;
}

/* With one more underscore none is equal to a part's, nor to another stem. */
static const char *
apart_from_parts(const char *stem, struct nc_arena *arena)
{
	return looks_like_part(stem) ? nc_arena_format(arena, "%s_", stem)
				     : stem;
}

const char *
nc_output_stem(struct nc_output_names *names, struct newsconv_text input,
    struct nc_arena *arena)
{
	struct nc_buffer name = NC_BUFFER(PATH_CEILING);
	const char *stem = NULL;
	unsigned number = 1;
	int result = 0;

	clean(&name, without_suffix(input));
	if (nc_buffer_check(&name, NULL) == NEWSCONV_OK)
		stem = nc_arena_copy(arena, name.data, name.size);
	while (stem != NULL && (result = take(names, stem)) == 0)
		stem = nc_arena_format(arena, "%s~%u", name.data, ++number);
	nc_buffer_free(&name);
	return stem == NULL || result < 0 ? NULL
					  : apart_from_parts(stem, arena);
}

const char *
nc_output_path(const char *folder, const char *stem, uint64_t number,
    const char *suffix, struct nc_arena *arena)
{
	size_t size = strlen(folder);
	const char *slash = size > 0 && folder[size - 1] == '/' ? "" : "/";
	int first = (int)strcspn(suffix, " ");

	if (number == 0)
		return nc_arena_format(
		    arena, "%s%s%s%.*s", folder, slash, stem, first, suffix);
	return nc_arena_format(arena, "%s%s%s.part%" PRIu64 "%.*s", folder,
	    slash, stem, number, first, suffix);
}
