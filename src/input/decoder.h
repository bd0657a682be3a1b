/*
 * From bytes to characters, one step at a time, so that it is known which
 * bytes each character came from.
 */
#ifndef NC_DECODER_H
#define NC_DECODER_H

#include <iconv.h>

#include "charset.h"

/* Stands for bytes that mean nothing in the charset. */
#define NC_INVALID UINT32_MAX

enum { NC_STEP_MAX = 16 };

struct nc_decoder {
	struct nc_charset charset;
	/* Single-byte charsets: what each byte means. */
	bool single_byte;
	uint32_t table[256];
	/* The others: asked for each character. */
	iconv_t converter;
	bool has_converter;
	/*
	 * In charsets without state: what iconv said of two bytes before, 0
	 * for not asked, since asking is slow; NULL for no memory.
	 */
	uint32_t *pairs;
	bool stateful; /* a byte below 0x80 may be a shift, or part of one */
	/* The last step was through iconv, which may hold something back. */
	bool warm;
};

/*
 * Fails with NEWSCONV_BAD_VALUE: iconv does not know the charset, or it is not
 * built on ASCII, so that lines cannot be found in it.
 */
int nc_decoder_open(struct nc_decoder *decoder,
    const struct nc_charset *charset, struct newsconv_error *error);
void nc_decoder_close(struct nc_decoder *decoder);

/* Back to the initial state, at the start of a line. */
void nc_decoder_reset(struct nc_decoder *decoder);
/*
 * Decode at the front of `bytes`, size > 0.  Returns how many bytes were used;
 * *count characters are in `c`: one, NC_INVALID for bad bytes, none for a
 * shift sequence, in odd charsets several.  One of both is not 0.
 */
size_t nc_decoder_step(struct nc_decoder *decoder, const char *bytes,
    size_t size, uint32_t c[NC_STEP_MAX], size_t *count);
/* At the end of a line: what the converter has held back, mostly nothing. */
size_t nc_decoder_flush(struct nc_decoder *decoder, uint32_t c[NC_STEP_MAX]);

/*
 * What U+0080 to U+009F mean when they are windows-1252 bytes in disguise; 0
 * for the five that mean nothing there either.
 */
uint32_t nc_cp1252(uint32_t c);

#endif
