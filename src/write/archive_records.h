/*
 * An input as records of a WARC volume, with the lines of indexes that belong
 * to them.  Encoding is pure and may run on any thread: nothing here depends on
 * the volume, the offset, or what else is in the archive.
 *
 *	resource	the dump, byte for byte, under the article's URL
 *	metadata	what was given of it besides (sidecar, WET header, ...)
 *	conversion	the clean article as HTML, refers to the resource
 *	view		the same HTML as a resource, for viewers that show no
 *			conversions
 *	metadata	the article object as JSON, refers to the resource
 *	revisit		in place of a resource whose payload is there already
 */
#ifndef NC_ARCHIVE_RECORDS_H
#define NC_ARCHIVE_RECORDS_H

#include "article.h"
#include "deflate.h"
#include "stamp.h"
#include "writer.h"

/* One record as it lies in a volume. */
struct nc_stored {
	struct newsconv_text bytes; /* one gzip member */
	/*
	 * Its CDXJ line up to and without the fields of its place, "length",
	 * "offset" and "filename", and the closing brace; size 0: not indexed.
	 */
	struct newsconv_text index;
};

/* What is told of an input. */
struct nc_archive_input {
	struct newsconv_text key;   /* see inputs.h */
	uint64_t number;            /* member of it, or 0 */
	unsigned run;               /* of the archive: ids must differ */
	int64_t date;               /* WARC-Date: seconds since 1970 */
	struct newsconv_text given; /* as it was given, or empty */
	const char *given_type;     /* media type of that */
	const struct newsconv_source *source; /* the dump, with its digest */
	/* Of it; none, if nothing but the dump is wanted. */
	const struct newsconv_article *const *articles;
	size_t article_count;
	struct newsconv_text url; /* in place of that of articles; or empty */
};

struct nc_archive_encoding {
	/* enum newsconv_archive_record, or-ed; 0: none, not even the dump's */
	unsigned records;
	bool lines; /* JSON Lines wanted */
	bool pages; /* lines of pages.jsonl wanted */
	/* These belong to the calling thread. */
	struct nc_deflater *deflater;
	/*
	 * NC_DEFLATE_FAST, for what is made of the dump and could be made again,
	 * and for what was given of it, which is small; NULL: the same.
	 * The object of an article is three times its text: at NC_DEFLATE_FAST
	 * all records together take two thirds of the time and 2 % more room.
	 */
	struct nc_deflater *quick;
};

/* All of it lives in the arena that was given. */
struct nc_archive_piece {
	struct nc_stored *stored; /* the dump's record is the first one */
	size_t stored_count;
	char record_id[46]; /* of the first one: "urn:uuid:..." */
	struct newsconv_text uri;
	char date[NC_SECOND_STAMP_SIZE];
	char sha256[65];            /* of the payload */
	struct newsconv_text lines; /* JSON Lines, one an article */
	struct newsconv_text pages; /* lines of pages.jsonl */
};

int nc_archive_encode(struct nc_archive_piece *piece, struct nc_arena *arena,
    const struct nc_archive_input *input,
    const struct nc_archive_encoding *encoding, struct newsconv_error *error);

/* The record that an equal payload is in. */
struct nc_archive_original {
	struct newsconv_text record; /* its WARC-Record-ID, without brackets */
	struct newsconv_text uri;
	struct newsconv_text date;
};

/*
 * Of a piece whose payload is in the archive already, what is stored instead:
 * a revisit record (WARC 1.1, 6.7.2) and what was given of this input.  Takes
 * the place of piece->stored and piece->record_id; the rest stays.
 */
int nc_archive_encode_duplicate(struct nc_archive_piece *piece,
    struct nc_arena *arena, const struct nc_archive_input *input,
    const struct nc_archive_original *original,
    const struct nc_archive_encoding *encoding, struct newsconv_error *error);

/*
 * The warcinfo record a volume begins with: its name, who wrote it, and the
 * description of the run as warc-fields lines ("operator: ...\r\n"), may be
 * empty.  `date` in seconds since 1970.
 */
int nc_archive_info(struct newsconv_text *bytes, struct nc_arena *arena,
    const char *volume, int64_t date, struct newsconv_text description,
    struct nc_deflater *deflater, struct newsconv_error *error);

/* The SURT form of a URI as CDXJ sorts by it, appended. */
void nc_surt(struct nc_buffer *target, struct newsconv_text uri);

#endif
