/*
 * Articles from what newsconv wrote: its JSON, its JSON Lines, its EPUB.
 * What a reader of the dump found is taken as it stands; nothing is segmented
 * anew.
 */
#ifndef NC_ARTICLE_RESTORE_H
#define NC_ARTICLE_RESTORE_H

#include "article.h"

enum nc_restorable {
	NC_RESTORABLE_NONE, /* a dump, or anything else */
	/* "schema" of the first object is newsconv-article/N or -record/N */
	NC_RESTORABLE_JSON,
	NC_RESTORABLE_EPUB /* a ZIP whose first entry is mimetype, of an EPUB */
};

/*
 * By the first bytes, some 4096 of which are enough for what newsconv wrote;
 * where a tool has put "schema" behind other members, more are.
 */
enum nc_restorable nc_restorable(struct newsconv_text bytes);

/*
 * All articles of the bytes, in *articles, sealed, in `arena` (they share it).
 * Fails with NEWSCONV_BAD_VALUE (JSON that breaks its schema: line, member;
 * pages that do not match the records), _UNSUPPORTED (an EPUB of another
 * program, another version of the schema, a book's records without the book),
 * _TOO_LARGE, _NO_MEMORY.
 */
int nc_restore_json(struct newsconv_article ***articles, size_t *count,
    struct newsconv_text bytes, struct nc_arena *arena,
    struct newsconv_error *error);
int nc_restore_epub(struct newsconv_article ***articles, size_t *count,
    struct newsconv_text bytes, struct nc_arena *arena,
    struct newsconv_error *error);

#endif
