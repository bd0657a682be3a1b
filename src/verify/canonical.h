/*
 * The canonical form: are these exactly the bytes newsconv makes of what they
 * hold?  Everything that newsconv writes follows from its contents, so what an
 * archive of ours says is written once more and compared.  That finds what no
 * checksum covers: headers, times, padding, another way to compress the same.
 *
 * Only archives that say who wrote them, and how, are held to it.  The serialisers
 * here share nothing with those of the writers.
 */
#ifndef NC_CANONICAL_H
#define NC_CANONICAL_H

#include "memory.h"
#include "verify_warc.h"
#include "verify_zip.h"

/* What an archive says of who wrote it. */
struct nc_claim {
	bool ours;        /* and of the form that is known here */
	char library[48]; /* that compressed it: "libdeflate 1.14", or "" */
	char large[48];   /* and what is large in it: "zlib 1.2.13" */
	int level;        /* of compression, and of what is derived */
	int derived;
	bool told; /* that its library is another one */
};

/*
 * From the block of a warcinfo record, which may be cut after its first 64 KiB.
 * A form that is newer than this is reported; then it is not ours to judge.
 */
void nc_claim_warc(struct nc_claim *claim, const struct nc_verify *verify,
    const char *part, uint64_t offset, struct newsconv_text block);
/* Whether they say the same, whatever was told. */
bool nc_claims_agree(const struct nc_claim *a, const struct nc_claim *b);
/* From the text of a package document. */
void nc_claim_epub(struct nc_claim *claim, struct newsconv_text package);

/* Compressors, kept; not to be used by two threads at once. */
struct nc_canonical;

/* NULL when out of memory. */
struct nc_canonical *nc_canonical_new(void);
void nc_canonical_free(struct nc_canonical *canonical);
/* Give back the memory that grew with what was compared. */
void nc_canonical_shrink(struct nc_canonical *canonical);

/* What is larger, unpacked, is compressed by zlib, in pieces. */
#define NC_CANONICAL_MAX ((size_t)8 << 20)

/*
 * Whether the bytes are what we make of `plain`: a gzip member, deflate data.
 * Fail with NEWSCONV_NO_MEMORY.
 */
int nc_canonical_gzip(struct nc_canonical *canonical, bool *same, int level,
    struct newsconv_text member, struct newsconv_text plain,
    struct newsconv_error *error);
int nc_canonical_deflate(struct nc_canonical *canonical, bool *same,
    struct newsconv_text packed, struct newsconv_text plain,
    struct newsconv_error *error);
/* Whether deflate data of it would be shorter than it is. */
int nc_canonical_shrinks(struct nc_canonical *canonical, bool *shrinks,
    struct newsconv_text plain, struct newsconv_error *error);

/*
 * They are not: an error, or, if another library made them, unknown, which is
 * reported once for each claim and answered for each part.
 */
void nc_canonical_differs(const struct nc_verify *verify,
    struct nc_claim *claim, bool large, enum nc_finding_code code,
    const char *part, uint64_t offset);

/* What is larger than that, compared with the file as it passes by. */
struct nc_canonical_stream;

/*
 * A gzip member, or deflate data, that begins at `offset`.  Fails with
 * NEWSCONV_NO_MEMORY; the others with NEWSCONV_READ_FAILED too.
 */
int nc_canonical_stream_new(struct nc_canonical_stream **stream,
    const struct nc_verify *verify, bool gzip, int level, uint64_t offset,
    struct newsconv_error *error);
void nc_canonical_stream_free(struct nc_canonical_stream *stream);
int nc_canonical_stream_add(struct nc_canonical_stream *stream,
    const char *bytes, size_t size, struct newsconv_error *error);
/* All was added: whether it makes what is in the file up to `end`. */
int nc_canonical_stream_end(struct nc_canonical_stream *stream, bool *same,
    uint64_t end, struct newsconv_error *error);

/*
 * Whether the header of a WARC record, as it is in the file, makes the record's
 * id: see nc_warc_put_header() of the writers.
 */
bool nc_canonical_record_id(struct newsconv_text header);

/*
 * The records of a WARC file, one after another: which of them are ours is known
 * by the warcinfo record before them, so the claim changes along the file.
 */
struct nc_canonical_warc {
	const struct nc_verify *verify;
	struct nc_canonical *canonical; /* NULL: the level is not wanted */
	struct nc_claim *claim;         /* the caller's */
	bool first;                     /* the record begins the file */
	bool id_holds;                  /* of the record */
	struct nc_buffer info;          /* the first bytes of its block */
	struct nc_buffer plain; /* all of it, if it is in a gzip member */
	size_t most;            /* of it is kept */
	bool large;             /* it is more */
	struct nc_canonical_stream *stream; /* then, if it is ours */
	int failure;                        /* of reading or of memory */
	struct newsconv_error error;
	bool alone; /* no other thread has one as large */
	struct nc_buffer member;
};

/* Fails with NEWSCONV_NO_MEMORY. */
int nc_canonical_warc_open(struct nc_canonical_warc *warc,
    const struct nc_verify *verify, struct nc_claim *claim,
    struct newsconv_error *error);
void nc_canonical_warc_close(struct nc_canonical_warc *warc);
/* Before the first byte of a record. */
void nc_canonical_warc_begin(struct nc_canonical_warc *warc, bool first);
/*
 * The bytes of a record in a member, in pieces; once they are many, what its
 * header says of it is known.  What fails is told at the end of the member.
 */
void nc_canonical_warc_add(struct nc_canonical_warc *warc,
    const struct nc_warc_record *record, const char *bytes, size_t size);
/* Its header as it is in the file, then its block, in pieces. */
void nc_canonical_warc_header(
    struct nc_canonical_warc *warc, const char *header, size_t size);
void nc_canonical_warc_block(
    struct nc_canonical_warc *warc, const char *bytes, size_t size);
/* The record is whole: judge its id. */
void nc_canonical_warc_record(
    struct nc_canonical_warc *warc, const struct nc_warc_record *record);
/* The member from its offset to `end` is whole, and is this record's. */
int nc_canonical_warc_member(struct nc_canonical_warc *warc,
    const struct nc_warc_record *record, uint64_t end,
    struct newsconv_error *error);

/*
 * Who wrote a file of gzip members, by its first record; what is wrong with that
 * is reported by those who read it.  Fails with NEWSCONV_READ_FAILED,
 * _NO_MEMORY.
 */
int nc_canonical_warc_claim(struct nc_claim *claim,
    const struct nc_verify *verify, struct newsconv_error *error);

/* An archive in our form: all stored, or (EPUB) deflated where it helps. */
struct nc_canonical_archive {
	const struct nc_verify *verify;
	struct nc_archive *zip;
	struct nc_claim *claim;
	bool deflates;
	/* Something was found already: what it holds is left alone. */
	bool unsound;
	/*
	 * Gets each entry that could be unpacked, but of those that are larger
	 * than NC_CANONICAL_MAX no data (NULL); may be NULL.
	 */
	int (*entry)(void *context, const struct nc_archive_entry *entry,
	    struct newsconv_text plain, struct newsconv_error *error);
	void *context;
};
/*
 * Write the whole ZIP archive again but for the data that is stored, and report
 * each part of it that differs.  Fails with NEWSCONV_READ_FAILED, _NO_MEMORY.
 */
int nc_canonical_zip(
    const struct nc_canonical_archive *archive, struct newsconv_error *error);

/*
 * An EPUB that was read and is ours by its claim: its archive and its parts.
 * Fails as nc_canonical_zip().
 */
int nc_canonical_epub(const struct nc_verify *verify, struct nc_archive *zip,
    struct nc_claim *claim, struct newsconv_error *error);

#endif
