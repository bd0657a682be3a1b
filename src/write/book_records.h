/* articles.jsonl: the records of all articles, in the order of the book. */
#ifndef NC_BOOK_RECORDS_H
#define NC_BOOK_RECORDS_H

#include "book_fill.h"

int nc_records_add(const struct nc_pages *pages, struct nc_zip *zip,
    struct nc_sink *sink, struct newsconv_error *error);

#endif
