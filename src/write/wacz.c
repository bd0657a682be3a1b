/*
 * A WACZ is a ZIP whose parts are all stored as they are, so that a viewer can
 * fetch one record from the middle of it.  The digests of all files stand in
 * datapackage.json, and a local header states its CRC: each file is read twice,
 * once for these sums and once to copy it, and must not change between.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "digest.h"
#include "error.h"
#include "file.h"
#include "stamp.h"
#include "utf8.h"
#include "wacz.h"
#include "wacz_package.h"
#include "warc_record.h"
#include "writer.h"
#include "zip.h"

#define PACKAGE_CEILING ((size_t)1 << 28)

int
nc_wacz_pass(struct nc_wacz_sum *sum, int descriptor, uint64_t offset,
    uint64_t size, char *chunk, nc_wacz_write_chunk *write, void *context,
    struct newsconv_error *error)
{
	struct newsconv_text bytes = {chunk, 0};
	struct nc_digest digest;
	int result = NEWSCONV_OK;

	sum->crc = 0;
	sum->size = 0;
	nc_digest_begin(&digest, NC_SHA256);
	while (result == NEWSCONV_OK && sum->size < size) {
		uint64_t left = size - sum->size;

		result = nc_file_pread(descriptor, chunk,
		    left < NC_WACZ_CHUNK ? (size_t)left : NC_WACZ_CHUNK,
		    offset + sum->size, &bytes.size, error);
		if (result < 0 || bytes.size == 0)
			break;
		nc_digest_update(&digest, chunk, bytes.size);
		sum->crc = nc_crc32_add(sum->crc, bytes);
		sum->size += bytes.size;
		if (write != NULL)
			result = write(context, chunk, bytes.size, error);
	}
	nc_digest_end_hex(&digest, sum->sha256);
	return result;
}

void
nc_wacz_put_resource(
    struct nc_json *json, const char *path, const struct nc_wacz_sum *sum)
{
	const char *slash = strrchr(path, '/');
	char hash[7 + 65] = "sha256:";

	memcpy(hash + 7, sum->sha256, sizeof(sum->sha256));
	nc_json_open(json, NULL, '{');
	nc_json_string(json, "name", slash == NULL ? path : slash + 1);
	nc_json_string(json, "path", path);
	nc_json_string(json, "hash", hash);
	nc_json_number(json, "bytes", sum->size);
	nc_json_close(json, '}');
}

void
nc_wacz_put_digest(struct nc_buffer *target, struct newsconv_text package)
{
	struct nc_json json = {.buffer = target, .first = true};
	char hash[7 + 65] = "sha256:";

	nc_sha256_hex(hash + 7, package);
	nc_json_open(&json, NULL, '{');
	nc_json_string(&json, "path", NC_WACZ_PACKAGE);
	nc_json_string(&json, "hash", hash);
	nc_json_close(&json, '}');
	nc_buffer_byte(target, '\n');
}

/* What one call needs. */
struct packing {
	const struct nc_wacz_options *options;
	struct nc_wacz_sum *sums; /* one a file */
	struct nc_sink *sink;
	struct nc_zip *zip;
	char *chunk;
};

static int
write_chunk(
    void *context, const void *data, size_t size, struct newsconv_error *error)
{
	return nc_sink_write(context, data, size, error);
}

/* One pass over a file; its bytes go into the package if `copy`. */
static int
read_file(struct packing *packing, const struct nc_wacz_file *file,
    struct nc_wacz_sum *sum, bool copy, struct newsconv_error *error)
{
	int descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
	int result;

	if (descriptor < 0)
		return nc_error_where(error,
		    nc_error_system(error, NEWSCONV_READ_FAILED, "cannot open"),
		    file->path);
	result = nc_wacz_pass(sum, descriptor, 0, UINT64_MAX, packing->chunk,
	    copy ? write_chunk : NULL, packing->sink, error);
	close(descriptor);
	/* Where the sink fails, it is not this file that did. */
	if (result == NEWSCONV_READ_FAILED)
		nc_error_where(error, result, file->path);
	return result;
}

static int
add_file(struct packing *packing, size_t number, struct newsconv_error *error)
{
	const struct nc_wacz_file *file = &packing->options->files[number];
	const struct nc_wacz_sum *first = &packing->sums[number];
	struct nc_wacz_sum second;
	int result;

	result = nc_zip_begin_stored(
	    packing->zip, file->name, first->crc, first->size, error);
	if (result < 0)
		return result;
	result = read_file(packing, file, &second, true, error);
	if (result == NEWSCONV_OK &&
	    (first->size != second.size ||
		strcmp(first->sha256, second.sha256) != 0))
		result = nc_error_where(error,
		    nc_error_set(error, NEWSCONV_READ_FAILED,
			"changed while it was being packed"),
		    file->path);
	return result;
}

static int
add_text(struct packing *packing, const char *name,
    const struct nc_buffer *buffer, struct newsconv_error *error)
{
	struct newsconv_text text = {buffer->data, buffer->size};
	int result = nc_buffer_check(buffer, error);

	if (result == NEWSCONV_OK)
		result = nc_zip_begin_stored(
		    packing->zip, name, nc_crc32(text), text.size, error);
	if (result == NEWSCONV_OK)
		result = nc_sink_write(
		    packing->sink, text.data, text.size, error);
	return result;
}

/* WACZ 1.1.1, 5.2.4 */
static void
put_package(struct nc_buffer *target, const struct packing *packing)
{
	const struct nc_wacz_options *options = packing->options;
	struct nc_json json = {.buffer = target, .first = true};
	char time[NC_SECOND_STAMP_SIZE];
	size_t i;

	nc_second_stamp(time, options->time);
	nc_json_open(&json, NULL, '{');
	nc_json_string(&json, "profile", "data-package");
	nc_json_string(&json, "wacz_version", "1.1.1");
	if (options->title != NULL)
		nc_json_string(&json, "title", options->title);
	nc_json_string(&json, "software", "newsconv/" NEWSCONV_VERSION);
	nc_json_string(&json, "created", time);
	nc_json_open(&json, "resources", '[');
	for (i = 0; i < options->file_count; i++)
		nc_wacz_put_resource(
		    &json, options->files[i].name, &packing->sums[i]);
	nc_json_close(&json, ']');
	nc_json_close(&json, '}');
	nc_buffer_byte(target, '\n');
}

static int
add_package(struct packing *packing, struct newsconv_error *error)
{
	struct nc_buffer package = NC_BUFFER(PACKAGE_CEILING);
	struct nc_buffer digest = NC_BUFFER(PACKAGE_CEILING);
	struct newsconv_text text;
	int result;

	put_package(&package, packing);
	result = add_text(packing, NC_WACZ_PACKAGE, &package, error);
	if (result == NEWSCONV_OK) {
		text.data = package.data;
		text.size = package.size;
		nc_wacz_put_digest(&digest, text);
		result = add_text(packing, NC_WACZ_DIGEST, &digest, error);
	}
	nc_buffer_free(&package);
	nc_buffer_free(&digest);
	return result;
}

static int
pack(struct packing *packing, struct newsconv_error *error)
{
	const struct nc_wacz_options *options = packing->options;
	int result = NEWSCONV_OK;
	size_t i;

	for (i = 0; i < options->file_count && result == NEWSCONV_OK; i++)
		result = read_file(packing, &options->files[i],
		    &packing->sums[i], false, error);
	for (i = 0; i < options->file_count && result == NEWSCONV_OK; i++)
		result = add_file(packing, i, error);
	if (result == NEWSCONV_OK)
		result = add_package(packing, error);
	if (result == NEWSCONV_OK)
		result = nc_zip_finish(packing->zip, error);
	return result;
}

int
nc_wacz_write(struct nc_sink *sink, const struct nc_wacz_options *options,
    struct newsconv_error *error)
{
	struct packing packing = {.options = options,
	    .sink = sink,
	    .sums = calloc(options->file_count + 1, sizeof(*packing.sums)),
	    .zip = nc_zip_new(sink, options->time),
	    .chunk = malloc(NC_WACZ_CHUNK)};
	int result;

	if (packing.sums == NULL || packing.zip == NULL ||
	    packing.chunk == NULL)
		result = nc_error_memory(error);
	else
		result = pack(&packing, error);
	free(packing.sums);
	free(packing.chunk);
	nc_zip_free(packing.zip);
	return result;
}
