/* The schemas of what newsconv writes, as they stand in schemas/. */
#ifndef NC_SCHEMAS_H
#define NC_SCHEMAS_H

#include "newsconv.h"

enum nc_schema {
	NC_SCHEMA_CONTAINER,     /* META-INF/container.xml */
	NC_SCHEMA_PACKAGE,       /* EPUB/package.opf */
	NC_SCHEMA_NAV,           /* EPUB/nav.xhtml */
	NC_SCHEMA_NCX,           /* EPUB/toc.ncx */
	NC_SCHEMA_CONTENTS,      /* EPUB/contents-N.xhtml */
	NC_SCHEMA_COVER_XHTML,   /* EPUB/cover.xhtml */
	NC_SCHEMA_ARTICLE_XHTML, /* EPUB/article-N.xhtml, WARC conversion */
	NC_SCHEMA_ARTICLE_JSON,  /* an article as JSON */
	NC_SCHEMA_RECORD_JSON,   /* a line of EPUB/articles.jsonl */
	NC_SCHEMA_MANIFEST_JSON, /* a line of an archive's manifest */
	NC_SCHEMA_HISTORY_JSON,  /* a line of its history */
	NC_SCHEMA_BOOKS_JSON,    /* a line of its list of books */
	NC_SCHEMA_PAGES_JSON,    /* a line of a WACZ's list of pages */
	NC_SCHEMA_OUTPUTS_JSON,  /* a line of a manifest of outputs */
	NC_SCHEMA_COUNT
};

/* The bytes of one, followed by a NUL byte. */
struct newsconv_text nc_schema_text(enum nc_schema schema);

#endif
