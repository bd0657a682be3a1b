/* UTF-8 that was once read in an 8-bit charset of Eastern Europe. */
#ifndef NC_CODE_PAGE_H
#define NC_CODE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "newsconv.h"

enum { NC_CODE_PAGES = 2 };

/* What the bytes from 0x80 on mean; zero it, it is filled when needed. */
struct nc_code_pages {
	bool asked;
	bool known[NC_CODE_PAGES];
	uint32_t high[NC_CODE_PAGES][128];
};

/* As nc_mojibake_suspected(). */
bool nc_code_page_suspected(struct newsconv_text line);

/*
 * Mend a whole line in place, if it is more like words of a language then.
 * *count is set to how many characters are left.  Returns how many were made
 * out of several.
 */
size_t nc_code_page_mend(
    struct nc_code_pages *pages, uint32_t *characters, size_t *count);

#endif
