/* UTF-8, and what is asked of texts in it. */
#ifndef NC_UTF8_H
#define NC_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "characters.h"
#include "newsconv.h"

/*
 * Decode one character by the letter of RFC 3629 (no surrogates, no overlong
 * forms, nothing above U+10FFFF).  Returns its length in bytes, 0 when the
 * bytes are not UTF-8 or size is 0; *c is set when the result is not 0.
 */
static inline size_t nc_utf8_decode(
    const char *bytes, size_t size, uint32_t *c);
/* The same of what is not ASCII. */
size_t nc_utf8_decode_long(const char *bytes, size_t size, uint32_t *c);
/* Encode c, a Unicode scalar value, into 1 to 4 bytes; returns how many. */
size_t nc_utf8_encode(uint32_t c, char target[4]);
/* How many bytes at the front are valid UTF-8; == size when all are. */
size_t nc_utf8_valid_prefix(const char *bytes, size_t size);
/* ... are ASCII. */
size_t nc_ascii_prefix(const char *bytes, size_t size);
bool nc_ascii(const char *bytes, size_t size);

/* What has no place in one line of text: C0, DEL, C1 and noncharacters. */
bool nc_is_control(uint32_t c);
/* The text without White_Space at its ends. */
struct newsconv_text nc_trim(struct newsconv_text text);
/* Its bytes [start, end), without the white space around them. */
struct newsconv_text nc_trim_part(
    struct newsconv_text text, size_t start, size_t end);
bool nc_text_equals(struct newsconv_text a, const char *b);
bool nc_texts_equal(struct newsconv_text a, struct newsconv_text b);
/* < 0, 0, > 0: their order by bytes. */
int nc_text_compare(struct newsconv_text a, struct newsconv_text b);
/* Whether it ends so, its ASCII letters in any case, and is more than that. */
bool nc_text_ends_in(struct newsconv_text text, const char *ending);
/* Of a path, what is behind its last slash. */
struct newsconv_text nc_last_part(struct newsconv_text path);
struct newsconv_text nc_text(const char *string);

/* The columns of a text on a terminal. */
size_t nc_columns(struct newsconv_text text);

/* Whether Unicode's NFKC_Casefold leaves it as it is; false out of memory. */
bool nc_folded(const char *bytes, size_t size);

/*
 * Normalisation form C.  *changed says whether it differs from the input; if
 * so, *result is memory from malloc for the caller to free.  False when out
 * of memory.
 */
bool nc_nfc(struct newsconv_text text, char **result, size_t *result_size,
    bool *changed);

/*
 * Full case folding, in form C.  *result is memory from malloc, or NULL when
 * the text is not UTF-8.  False when out of memory.
 */
bool nc_casefold(struct newsconv_text text, char **result, size_t *result_size);
/*
 * The same by NFKC_Casefold, for keys: compatibility forms are what they stand
 * for, characters that do not show are left out.
 */
bool nc_fold_key(struct newsconv_text text, char **result, size_t *result_size);

static inline size_t
nc_utf8_decode(const char *bytes, size_t size, uint32_t *c)
{
	if (size > 0 && (unsigned char)*bytes < 0x80) {
		*c = (unsigned char)*bytes;
		return 1;
	}
	return nc_utf8_decode_long(bytes, size, c);
}

#endif
