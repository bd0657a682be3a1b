/*
 * What a packed file gives one after another: members, or streams in which
 * there may be more.  Each kind of file has a reader; members.c asks it.
 */
#ifndef NC_READER_H
#define NC_READER_H

#include "member.h"
#include "stream.h"

/* A member, or a stream and its name; the receiver frees them. */
struct nc_part {
	struct nc_member *member;
	struct nc_stream *stream;
	struct nc_buffer name;
	int64_t modified;
};

struct nc_reader {
	/* NEWSCONV_END after the last; after a failure comes nothing more. */
	int (*next)(struct nc_reader *reader, struct nc_part *part,
	    struct newsconv_error *error);
	/* Frees the reader too. */
	void (*close)(struct nc_reader *reader);
	/* Members beside each other may be a dump and its sidecar. */
	bool archive;
};

/* Each takes the stream over, if it succeeds. */
int nc_warc_texts_open(struct nc_reader **reader, struct nc_stream *stream,
    const struct nc_members_options *options, struct newsconv_error *error);
/* `lines`: it is known that each line is a record. */
int nc_json_lines_open(struct nc_reader **reader, struct nc_stream *stream,
    bool lines, const struct nc_members_options *options,
    struct newsconv_error *error);
/* tar, zip and 7z. */
int nc_unpack_open(struct nc_reader **reader, struct nc_stream *stream,
    bool seek, struct newsconv_error *error);
/* zstd, xz, bzip2, LZ4: the stream that is in a stream. */
int nc_decompress_open(struct nc_stream **stream, struct nc_stream *source,
    struct newsconv_error *error);

#endif
