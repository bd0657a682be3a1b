/* One pass over the blocks; what is wrong is told where it is seen. */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "memory.h"
#include "verify_gzip.h"
#include "verify_tar.h"

enum {
	BLOCK = 512,
	NAME_SIZE = 100,
	SIZE_AT = 124,
	SUM_AT = 148,
	TYPE_AT = 156,
	MAGIC_AT = 257,
	PREFIX_AT = 345,
	PREFIX_SIZE = 155,
	LONG_MAX_SIZE = 1024 * 1024 /* of a pax header, of a long name */
};

struct walk {
	const struct nc_verify *verify;
	const struct nc_tar_visitor *visitor;
	struct nc_gzip *gzip;
	bool packed;           /* with gzip */
	uint64_t offset;       /* of the next byte, unpacked */
	bool damaged;          /* what follows cannot be read */
	struct nc_buffer name; /* of the next entry; empty: of its header */
	struct nc_buffer extra;
	bool has_size; /* the pax header has it */
	uint64_t size;
	struct newsconv_error *error;
};

static void
tell(const struct walk *walk, enum nc_finding_code code, const char *text)
{
	const struct nc_place place = {
	    .offset = walk->packed ? nc_gzip_offset(walk->gzip) : walk->offset,
	    .has_inner = walk->packed,
	    .inner_offset = walk->offset};

	nc_report(walk->verify, code, &place, "%s", text);
}

/* Some bytes, at most `most`; *text is empty at the end, or after damage. */
static int
some(struct walk *walk, uint64_t most, struct newsconv_text *text)
{
	enum nc_gzip_event event;
	int result;

	text->size = 0;
	while (!walk->damaged) {
		result = nc_gzip_peek(walk->gzip, &event, text, walk->error);
		if (result < 0)
			return result;
		if (event == NC_GZIP_DATA) {
			if (text->size > most)
				text->size = (size_t)most;
			return NEWSCONV_OK;
		}
		text->size = 0;
		walk->damaged = event == NC_GZIP_DAMAGE;
		if (event != NC_GZIP_MEMBER_END)
			break;
		result = nc_gzip_next_member(walk->gzip, walk->error);
		if (result < 0)
			return result;
	}
	return NEWSCONV_OK;
}

static void
consume(struct walk *walk, size_t size)
{
	nc_gzip_consume(walk->gzip, size);
	walk->offset += size;
}

/* A whole block; *got is less at the end. */
static int
read_block(struct walk *walk, unsigned char *block, size_t *got)
{
	struct newsconv_text text;
	int result;

	for (*got = 0; *got < BLOCK; *got += text.size) {
		result = some(walk, BLOCK - *got, &text);
		if (result < 0)
			return result;
		if (text.size == 0)
			break;
		memcpy(block + *got, text.data, text.size);
		consume(walk, text.size);
	}
	return NEWSCONV_OK;
}

typedef int take(struct walk *walk, const char *bytes, size_t size);

/* The data of an entry and what fills its last block; *whole: all of it. */
static int
read_data(struct walk *walk, uint64_t size, take *take_bytes, bool *whole)
{
	uint64_t left = size, fill = (BLOCK - size % BLOCK) % BLOCK;
	struct newsconv_text text;
	int result;

	while (left > 0 || fill > 0) {
		result = some(walk, left > 0 ? left : fill, &text);
		if (result < 0)
			return result;
		if (text.size == 0)
			break;
		if (left > 0 && take_bytes != NULL)
			result = take_bytes(walk, text.data, text.size);
		if (result < 0)
			return result;
		if (left > 0)
			left -= text.size;
		else
			fill -= text.size;
		consume(walk, text.size);
	}
	*whole = left == 0 && fill == 0;
	if (!*whole && !walk->damaged)
		tell(walk, NC_TAR_CUT, "the archive ends within an entry");
	return NEWSCONV_OK;
}

static int
keep_extra(struct walk *walk, const char *bytes, size_t size)
{
	nc_buffer_add(&walk->extra, bytes, size);
	return nc_buffer_check(&walk->extra, walk->error);
}

static int
give_data(struct walk *walk, const char *bytes, size_t size)
{
	return walk->visitor->data(
	    bytes, size, walk->visitor->context, walk->error);
}

/* ----------------------------------------------------------------- headers */

/* Octal with blanks around it, or base 256 behind a set bit. */
static bool
take_number(const unsigned char *field, size_t size, uint64_t *number)
{
	size_t i = 0;

	*number = 0;
	if ((field[0] & 0x80) != 0) {
		for (i = size - 8; i < size; i++)
			*number = *number << 8 | field[i];
		return *number <= INT64_MAX;
	}
	while (i < size && field[i] == ' ')
		i++;
	for (; i < size && field[i] >= '0' && field[i] <= '7'; i++)
		*number = *number << 3 | (uint64_t)(field[i] - '0');
	while (i < size && (field[i] == ' ' || field[i] == '\0'))
		i++;
	return i == size;
}

static bool
sum_matches(const unsigned char *block)
{
	uint64_t stated, sum = 0;
	size_t i;

	for (i = 0; i < BLOCK; i++)
		sum += i >= SUM_AT && i < SUM_AT + 8 ? ' ' : block[i];
	return take_number(block + SUM_AT, 8, &stated) && stated == sum;
}

static bool
is_zero(const unsigned char *block)
{
	size_t i;

	for (i = 0; i < BLOCK; i++) {
		if (block[i] != 0)
			return false;
	}
	return true;
}

/* "prefix/name", unless a header before said otherwise. */
static void
take_name(struct walk *walk, const unsigned char *block)
{
	const char *prefix = (const char *)block + PREFIX_AT;
	bool posix = memcmp(block + MAGIC_AT, "ustar\0", 6) == 0;

	if (walk->name.size > 0)
		return;
	if (posix && prefix[0] != '\0') {
		nc_buffer_add(
		    &walk->name, prefix, strnlen(prefix, PREFIX_SIZE));
		nc_buffer_byte(&walk->name, '/');
	}
	nc_buffer_add(
	    &walk->name, block, strnlen((const char *)block, NAME_SIZE));
}

/* "LENGTH key=value\n": of these, path and size. */
static bool
take_pax(struct walk *walk)
{
	const char *next = walk->extra.data;
	size_t left = walk->extra.size;

	while (left > 0) {
		size_t length = 0, digits = 0, key;
		const char *equals;

		while (digits < left && digits < 8 && next[digits] >= '0' &&
		    next[digits] <= '9')
			length = length * 10 + (size_t)(next[digits++] - '0');
		if (digits == 0 || length > left || length < digits + 4 ||
		    next[digits] != ' ' || next[length - 1] != '\n')
			return false;
		equals = memchr(next, '=', length);
		if (equals == NULL)
			return false;
		key = (size_t)(equals - next) - digits - 1;
		equals++;
		if (key == 4 && memcmp(next + digits + 1, "path", 4) == 0) {
			nc_buffer_clear(&walk->name);
			nc_buffer_add(&walk->name, equals,
			    (size_t)(next + length - 1 - equals));
		}
		if (key == 4 && memcmp(next + digits + 1, "size", 4) == 0) {
			walk->has_size = true;
			walk->size = strtoull(equals, NULL, 10);
		}
		next += length;
		left -= length;
	}
	return true;
}

/* An entry that is about the next one. */
static int
take_extra(struct walk *walk, char type, uint64_t size, bool *whole)
{
	int result;

	nc_buffer_clear(&walk->extra);
	nc_buffer_text(&walk->extra, "");
	if (size > LONG_MAX_SIZE) {
		tell(walk, NC_TAR_HEADER, "a header of a header is too large");
		*whole = false;
		return NEWSCONV_OK;
	}
	result = read_data(walk, size, keep_extra, whole);
	if (result < 0 || !*whole)
		return result;
	if (type == 'L') {
		nc_buffer_clear(&walk->name);
		nc_buffer_add(&walk->name, walk->extra.data,
		    strnlen(walk->extra.data, walk->extra.size));
	} else if (type == 'x' && !take_pax(walk)) {
		tell(walk, NC_TAR_HEADER, "a pax header is malformed");
	}
	return nc_buffer_check(&walk->name, walk->error);
}

static enum nc_tar_type
type_of(char type)
{
	if (type == '5')
		return NC_TAR_FOLDER;
	return type == '0' || type == '\0' || type == '7' ? NC_TAR_FILE
							  : NC_TAR_OTHER;
}

static int
give_entry(struct walk *walk, char type, uint64_t size, bool *whole)
{
	const struct nc_tar_visitor *visitor = walk->visitor;
	struct nc_tar_entry entry = {.type = type_of(type),
	    .path = walk->name.data,
	    .size = size,
	    .data = walk->offset};
	bool wanted = false;
	int result = nc_buffer_check(&walk->name, walk->error);

	if (result == NEWSCONV_OK)
		result = visitor->entry(
		    &entry, &wanted, visitor->context, walk->error);
	if (result == NEWSCONV_OK)
		result = read_data(
		    walk, size, wanted ? give_data : NULL, whole);
	if (result == NEWSCONV_OK && wanted && *whole)
		result = visitor->end(visitor->context, walk->error);
	nc_buffer_clear(&walk->name);
	walk->has_size = false;
	return result;
}

/* *whole is false when what follows cannot be read. */
static int
take_entry(struct walk *walk, const unsigned char *block, bool *whole)
{
	char type = (char)block[TYPE_AT];
	uint64_t size;

	if (!sum_matches(block) || !take_number(block + SIZE_AT, 12, &size)) {
		tell(walk, NC_TAR_HEADER,
		    "a header's checksum does not match, or its size is no "
		    "number");
		*whole = false;
		return NEWSCONV_OK;
	}
	if (type == 'x' || type == 'g' || type == 'L' || type == 'K')
		return take_extra(walk, type, size, whole);
	if (walk->has_size)
		size = walk->size;
	/* Links and devices have no data, whatever their size says. */
	if (type >= '1' && type <= '6')
		size = 0;
	take_name(walk, block);
	return give_entry(walk, type, size, whole);
}

/* ---------------------------------------------------------------- the whole */

/* Behind the first block of zeros nothing else should follow. */
static int
check_end(struct walk *walk)
{
	unsigned char block[BLOCK];
	unsigned zeros = 1;
	size_t got = 0;
	int result = NEWSCONV_OK;

	for (;;) {
		result = read_block(walk, block, &got);
		if (result < 0 || got == 0)
			break;
		if (got < BLOCK || !is_zero(block)) {
			tell(walk, NC_TAR_TRAILING,
			    "bytes that are not zero follow the end");
			break;
		}
		zeros++;
	}
	if (result == NEWSCONV_OK && zeros < 2 && !walk->damaged)
		tell(walk, NC_TAR_END, "there is one block of zeros, not two");
	return result;
}

static int
walk_blocks(struct walk *walk)
{
	unsigned char block[BLOCK];
	bool whole = true;
	size_t got;
	int result = NEWSCONV_OK;

	while (result == NEWSCONV_OK && whole) {
		result = read_block(walk, block, &got);
		if (result < 0)
			break;
		if (got < BLOCK) {
			if (!walk->damaged)
				tell(walk, got == 0 ? NC_TAR_END : NC_TAR_CUT,
				    "there is no block of zeros at the end");
			break;
		}
		if (is_zero(block))
			return check_end(walk);
		result = take_entry(walk, block, &whole);
	}
	return result;
}

int
nc_tar_walk(const struct nc_verify *verify, bool packed,
    const struct nc_tar_visitor *visitor, struct newsconv_error *error)
{
	const struct nc_gzip_options options = {.compressed = packed};
	struct walk walk = {.verify = verify,
	    .visitor = visitor,
	    .packed = packed,
	    .name = NC_BUFFER(LONG_MAX_SIZE + 1),
	    .extra = NC_BUFFER(LONG_MAX_SIZE + 1),
	    .error = error};
	int result = nc_gzip_open(&walk.gzip, verify, &options, error);

	if (result < 0)
		return result;
	result = walk_blocks(&walk);
	nc_gzip_close(walk.gzip);
	nc_buffer_free(&walk.name);
	nc_buffer_free(&walk.extra);
	return result;
}

/* The first block, of a gzip member if it is one. */
static size_t
first_block(const struct nc_verify *verify, bool packed, unsigned char *block)
{
	struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary = {.format = ""};
	struct nc_verify silent = *verify;
	struct walk walk = {.verify = &silent};
	const struct nc_gzip_options how = {.compressed = packed};
	size_t got = 0;

	silent.options = &options;
	silent.summary = &summary;
	silent.observers = NULL;
	silent.answers = NULL;
	if (nc_gzip_open(&walk.gzip, &silent, &how, NULL) < 0)
		return 0;
	if (read_block(&walk, block, &got) < 0)
		got = 0;
	nc_gzip_close(walk.gzip);
	return got;
}

bool
nc_is_tar(const struct nc_verify *verify, bool *packed)
{
	unsigned char block[BLOCK];
	size_t got = 0;

	if (nc_verify_read(verify, block, sizeof(block), 0, &got, NULL) < 0 ||
	    got < 18)
		return false;
	*packed = block[0] == 0x1f && block[1] == 0x8b;
	if (*packed)
		got = first_block(verify, true, block);
	return got == BLOCK && memcmp(block + MAGIC_AT, "ustar", 5) == 0 &&
	    sum_matches(block);
}
