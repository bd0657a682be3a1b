/* What a WACZ says of its files, for the one who writes it and who reads it. */
#ifndef NC_WACZ_PACKAGE_H
#define NC_WACZ_PACKAGE_H

#include "json_out.h"

#define NC_WACZ_PACKAGE "datapackage.json"
#define NC_WACZ_DIGEST "datapackage-digest.json"

enum { NC_WACZ_CHUNK = 256 * 1024 };

/* The sums of a file. */
struct nc_wacz_sum {
	char sha256[65];
	uint32_t crc;
	uint64_t size;
};

/*
 * Read `size` bytes of a descriptor from `offset` on (UINT64_MAX: to its end),
 * sum them up, and give each chunk to `write` unless it is NULL.  `chunk` has
 * room for NC_WACZ_CHUNK bytes.
 */
typedef int nc_wacz_write_chunk(
    void *context, const void *data, size_t size, struct newsconv_error *error);
int nc_wacz_pass(struct nc_wacz_sum *sum, int descriptor, uint64_t offset,
    uint64_t size, char *chunk, nc_wacz_write_chunk *write, void *context,
    struct newsconv_error *error);

/* The object of one file in "resources". */
void nc_wacz_put_resource(
    struct nc_json *json, const char *path, const struct nc_wacz_sum *sum);
/* All of datapackage-digest.json; `package` is the file it vouches for. */
void nc_wacz_put_digest(struct nc_buffer *target, struct newsconv_text package);

#endif
