/* Which charset the bytes of a dump are in, and how that is known. */
#ifndef NC_CHARSET_H
#define NC_CHARSET_H

#include "memory.h"

/* How bytes become characters; see decoder.h. */
enum nc_encoding {
	NC_ENCODING_UTF8, /* and US-ASCII that is known to be just that */
	NC_ENCODING_UTF16,
	NC_ENCODING_UTF32,
	NC_ENCODING_WINDOWS_1252, /* built in: the fallback cannot fail */
	/* by iconv: some bytes a character, no state between characters */
	NC_ENCODING_EAST_ASIAN,
	NC_ENCODING_ICONV /* anything else that is built on ASCII */
};

struct nc_charset {
	const char *name; /* as IANA has it, or as the caller wrote it */
	/*
	 * What iconv is asked for: often a superset of what the name says,
	 * since the name is used for it (Shift_JIS that is windows-31J).
	 */
	const char *converter;
	enum nc_encoding encoding;
	bool big_endian;
};

struct nc_charset_choice {
	struct nc_charset charset;
	enum newsconv_charset_method method;
	unsigned confidence; /* in hundredths */
	size_t mark;         /* bytes of the byte order mark at the front */
};

/* Bytes of one code unit: 1, 2 or 4.  Line ends are looked for in these. */
size_t nc_charset_unit(const struct nc_charset *charset);
/* The code unit at `bytes`, which holds a whole one. */
uint32_t nc_charset_read_unit(
    const struct nc_charset *charset, const char *bytes);

/* A charset we know by any of its names, or NULL. */
const struct nc_charset *nc_charset_find(const char *name);

/*
 * Decide.  `option` is a name for iconv, or NULL.  Fails with
 * NEWSCONV_BAD_VALUE (no such charset), _NO_MEMORY.
 */
int nc_charset_decide(struct nc_charset_choice *choice, struct nc_arena *arena,
    struct newsconv_text bytes, const char *option,
    struct newsconv_error *error);

/*
 * Whether bytes without a mark are UTF-16 or UTF-32, told by where their zero
 * bytes are; then *charset is set.
 */
bool nc_charset_wide(
    const struct nc_charset **charset, struct newsconv_text bytes);

/*
 * Choose for bytes that are not Unicode, between what uchardet says and the
 * common single-byte charsets, by how well the letters fit together.
 */
int nc_charset_legacy(struct nc_charset_choice *choice,
    struct newsconv_text bytes, struct newsconv_error *error);

#endif
