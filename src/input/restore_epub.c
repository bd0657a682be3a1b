/*
 * A book has what its pages do not show in articles.jsonl, one line an article
 * in the order of the book, and the texts on the pages: both together are the
 * articles.
 */
#include <stdio.h>

#include "article_restore.h"
#include "error.h"
#include "restore_json.h"
#include "restore_pages.h"
#include "restore_zip.h"
#include "restored.h"

static const char record_name[] = "EPUB/articles.jsonl";

enum {
	NAME_SIZE = 64,
	/*
	 * Unpacked.  A block of text, which is not divided, is of a dump that
	 * may be as large as that; what is larger, a few bytes were blown up.
	 */
	PAGE_MOST = 256 * 1024 * 1024
};

/* What is being unpacked, and the buffer that all of it goes through. */
struct book {
	struct nc_restore_zip zip;
	struct nc_buffer buffer;
};

/* As nc_chapter_name() names them: article-1.xhtml, article-1-2.xhtml. */
static void
page_name(char target[NAME_SIZE], size_t article, unsigned file)
{
	if (file == 0)
		snprintf(
		    target, NAME_SIZE, "EPUB/article-%zu.xhtml", article + 1);
	else
		snprintf(target, NAME_SIZE, "EPUB/article-%zu-%u.xhtml",
		    article + 1, file + 1);
}

static int
unpack(struct book *book, const struct nc_restore_entry *entry,
    const char *name, struct newsconv_error *error)
{
	int result = nc_restore_zip_unpack(
	    &book->zip, entry, &book->buffer, error);

	return result < 0 ? nc_error_where(error, result, name) : result;
}

static int
read_record(struct book *book, struct newsconv_article ***articles,
    size_t *count, struct nc_arena *arena, struct newsconv_error *error)
{
	const struct nc_restore_entry *entry = nc_restore_zip_find(
	    &book->zip, record_name);
	struct newsconv_text text;
	int result;

	if (entry == NULL)
		return nc_error_set(error, NEWSCONV_UNSUPPORTED,
		    "it has no %s, where books of newsconv keep what their "
		    "pages do not show: another program wrote it, or an early "
		    "version",
		    record_name);
	result = unpack(book, entry, record_name, error);
	if (result < 0)
		return result;
	text.data = book->buffer.data;
	text.size = book->buffer.size;
	result = nc_restore_objects(
	    articles, count, text, NC_RESTORE_RECORD, arena, error);
	if (result == NEWSCONV_OK && *count == 0)
		result = nc_error_set(
		    error, NEWSCONV_BAD_VALUE, "it names no article");
	return result < 0 ? nc_error_where(error, result, record_name) : result;
}

static int
unpack_page(struct book *book, const struct nc_restore_entry *entry,
    const char *name, struct newsconv_error *error)
{
	if (entry->size <= PAGE_MOST)
		return unpack(book, entry, name, error);
	nc_error_set(error, NEWSCONV_TOO_LARGE,
	    "unpacks to %llu bytes; a page may take %d",
	    (unsigned long long)entry->size, PAGE_MOST);
	return nc_error_where(error, NEWSCONV_TOO_LARGE, name);
}

static int
read_pages(struct book *book, size_t number, struct newsconv_article *article,
    struct newsconv_error *error)
{
	const struct nc_restore_entry *entry;
	char name[NAME_SIZE];
	size_t next = 0;
	unsigned file;
	int result;

	for (file = 0;; file++) {
		struct newsconv_text page;

		page_name(name, number, file);
		entry = nc_restore_zip_find(&book->zip, name);
		if (entry == NULL)
			break;
		result = unpack_page(book, entry, name, error);
		if (result < 0)
			return result;
		page.data = book->buffer.data;
		page.size = book->buffer.size;
		result = nc_restore_page(article, &next, page, error);
		if (result < 0)
			return nc_error_where(error, result, name);
	}
	if (next == article->body_count && file > 0)
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "%zu of %zu blocks are on the article's pages", next,
	    article->body_count);
	page_name(name, number, 0);
	return nc_error_where(error, NEWSCONV_BAD_VALUE, name);
}

/* A page behind the last record's would be an article that is lost. */
static int
check_rest(const struct book *book, size_t count, struct newsconv_error *error)
{
	char name[NAME_SIZE];

	page_name(name, count, 0);
	if (nc_restore_zip_find(&book->zip, name) == NULL)
		return NEWSCONV_OK;
	nc_error_set(error, NEWSCONV_BAD_VALUE,
	    "no line of %s is of this article", record_name);
	return nc_error_where(error, NEWSCONV_BAD_VALUE, name);
}

int
nc_restore_epub(struct newsconv_article ***articles, size_t *count,
    struct newsconv_text bytes, struct nc_arena *arena,
    struct newsconv_error *error)
{
	struct book book = {.buffer = NC_BUFFER((size_t)1 << 31)};
	int result = nc_restore_zip_open(&book.zip, bytes, arena, error);
	size_t i;

	if (result == NEWSCONV_OK)
		result = read_record(&book, articles, count, arena, error);
	if (result == NEWSCONV_OK)
		result = check_rest(&book, *count, error);
	for (i = 0; result == NEWSCONV_OK && i < *count; i++) {
		result = read_pages(&book, i, (*articles)[i], error);
		if (result == NEWSCONV_OK)
			result = nc_restored_seal((*articles)[i], error);
	}
	nc_buffer_free(&book.buffer);
	return result;
}
