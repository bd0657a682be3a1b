/* What kind of packed file something is: by its name, else by its bytes. */
#ifndef NC_CONTAINER_KIND_H
#define NC_CONTAINER_KIND_H

#include "memory.h"

enum nc_container_kind {
	NC_PLAIN,
	NC_GZIP,
	NC_COMPRESSED, /* zstd, xz, bzip2, LZ4 */
	NC_TAR,
	NC_DIRECTORY_LAST, /* zip and 7z */
	NC_WARC,
	NC_JSON,
	NC_JSON_LINES /* each line is a record, as its name says */
};

enum {
	/* Bytes at the front that tell all that can be told. */
	NC_KIND_FRONT = 512
};

/*
 * Whether the name alone tells: then *packed.  The name's path does not
 * matter, nor do capitals.
 */
bool nc_kind_by_name(struct newsconv_text name, bool *packed);
/* Names tell texts and documents; what a packed file is, its bytes tell. */
enum nc_container_kind nc_kind_of(
    struct newsconv_text name, struct newsconv_text front);
/* Of "a.warc.gz" what is in it is called "a.warc", of "a.tgz" "a.tar". */
void nc_kind_strip(struct nc_buffer *name);

#endif
