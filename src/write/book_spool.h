/*
 * What of a book has to wait until all of it is known: in memory while it is
 * little, else in a file without a name beside the output.
 */
#ifndef NC_BOOK_SPOOL_H
#define NC_BOOK_SPOOL_H

#include "memory.h"
#include "sink.h"

/* So many bytes wait in memory at most. */
#define NC_SPOOL_MEMORY ((size_t)8 << 20)

struct nc_spool;

/* A stretch of a spool. */
struct nc_spooled {
	uint64_t offset;
	size_t size;
};

/* The file is made beside the output of `sink`, when it is needed. */
struct nc_spool *nc_spool_new(const struct nc_sink *sink);
void nc_spool_free(struct nc_spool *spool);
/* Append; fails with NEWSCONV_WRITE_FAILED, _NO_MEMORY. */
int nc_spool_add(struct nc_spool *spool, struct newsconv_text text,
    struct nc_spooled *place, struct newsconv_error *error);
uint64_t nc_spool_size(const struct nc_spool *spool);
/*
 * A copy in `arena`.  Many threads may get at once, while none adds.  Fails with
 * NEWSCONV_READ_FAILED, _NO_MEMORY.
 */
int nc_spool_get(const struct nc_spool *spool, struct nc_spooled place,
    struct nc_arena *arena, struct newsconv_text *text,
    struct newsconv_error *error);
/* All of it, written to `target`. */
int nc_spool_write(const struct nc_spool *spool, struct nc_sink *target,
    struct newsconv_error *error);

#endif
