/*
 * What a format is, to the rest of the program: a row of the table in
 * newsconv.c that points here.  Writing has two steps.  encode() turns an
 * article into a piece: markup, digests, compression; it is pure and may run
 * on any thread.  append() puts pieces into the container, one after another:
 * offsets, tables of contents; it is cheap.  No format knows of threads, so
 * the bytes are the same for any number of them.
 */
#ifndef NC_WRITER_H
#define NC_WRITER_H

#include "article.h"
#include "deflate.h"
#include "sink.h"

/* An encoded article; what `data` is, its format knows. */
struct nc_piece {
	struct nc_arena *arena; /* everything of the piece, itself included */
	void *data;
};

/* What pieces depend on besides their article. */
struct nc_encoding {
	int64_t time; /* seconds since 1970 */
	/*
	 * How many equal dumps stand before this one in the output: ids that
	 * are made of content must differ all the same.
	 */
	unsigned occurrence;
	/* Nobody before it has written the file it comes from. */
	bool with_source;
	const char *archive_id;       /* id of the output's first article */
	struct nc_deflater *deflater; /* belongs to the calling thread */
	const struct nc_format *format;
	const struct newsconv_book_options *book; /* never NULL */
};

struct nc_container_options {
	int64_t time;
	struct nc_deflater *deflater; /* for begin() to finish() */
	const struct nc_format *format;
	const struct newsconv_book_options
	    *book;        /* never NULL, title settled */
	unsigned threads; /* that finish() may use, 1 or more */
};

struct nc_format {
	struct newsconv_format shown;
	const char *verify_as; /* the name verify knows it by */
	bool deflates;         /* needs a deflater */
	bool gzip;             /* members instead of plain records */
	bool compact;          /* one line an article */
	/*
	 * Pieces depend on their article alone, not on those before it, so that
	 * any number can be encoded at once.
	 */
	bool independent;
	bool needs_dump; /* cannot be written from a restored article */

	/* Memory of a piece is its arena; ceiling and error are the caller's. */
	int (*encode)(struct nc_piece *piece,
	    const struct newsconv_article *article,
	    const struct nc_encoding *encoding, struct newsconv_error *error);
	/*
	 * begin is NULL when pieces are all there is.  append() may say
	 * NEWSCONV_ALREADY: it has the article, and left this one out.
	 */
	int (*begin)(void **state, const struct nc_container_options *options,
	    struct nc_sink *sink, struct newsconv_error *error);
	int (*append)(void *state, struct nc_sink *sink,
	    const struct nc_piece *piece, struct newsconv_error *error);
	int (*finish)(
	    void *state, struct nc_sink *sink, struct newsconv_error *error);
	void (*free)(void *state);
};

/*
 * For formats whose pieces are just bytes: data is a struct newsconv_text, and
 * appending writes it.
 */
int nc_piece_set_bytes(struct nc_piece *piece, const struct nc_buffer *bytes,
    struct newsconv_error *error);
int nc_piece_append_bytes(void *state, struct nc_sink *sink,
    const struct nc_piece *piece, struct newsconv_error *error);

/* Every format there is. */
extern const struct nc_format nc_format_epub;
extern const struct nc_format nc_format_json;
extern const struct nc_format nc_format_jsonl;
extern const struct nc_format nc_format_warc_gz;
extern const struct nc_format nc_format_warc;

/*
 * A name for people: the headline, or where there is none the source's name
 * without its suffix.  Never empty.
 */
struct newsconv_text nc_article_title(const struct newsconv_article *article);

#endif
