/* The contents that people read: shared by nav.xhtml and contents-N.xhtml. */
#ifndef NC_BOOK_CONTENTS_H
#define NC_BOOK_CONTENTS_H

#include "book_page.h"

/*
 * The section "contents", with a heading and the groups [first, end): of each
 * article headline, dek, authors, date and reading time.
 */
void nc_book_contents_section(
    struct nc_xml *xml, const struct nc_book *book, size_t first, size_t end);

#endif
