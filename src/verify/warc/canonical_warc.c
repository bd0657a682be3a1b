/*
 * The id of a record of ours is made of its header, which nothing else covers:
 *
 *	WARC-Record-ID: <urn:uuid:xxxxxxxx-xxxx-8xxx-yxxx-xxxxxxxxxxxx>
 *	                                             |--- half ------|
 *
 * half: the first 64 bits, but for the two of the variant, of SHA-256 of all
 * bytes of the header without these 17.  The block is covered in turn, by the
 * digest that the header states.
 */
#include <pthread.h>
#include <string.h>

#include "canonical.h"
#include "digest.h"
#include "error.h"
#include "warc_source.h"

enum { BEFORE_HALF = 19, HALF = 17, INFO_MAX = 64 * 1024, SMALL = 1024 * 1024 };

/* ------------------------------------------------------------------------ ids */

/* The id's value behind the name of its field; NULL: there is none. */
static const char *
find_id(struct newsconv_text header)
{
	static const char field[] = "\r\nWARC-Record-ID: <urn:uuid:";
	const char *next = header.data, *end = header.data + header.size;
	const size_t size = sizeof(field) - 1;

	while ((size_t)(end - next) >= size + BEFORE_HALF + HALF + 1 &&
	    (next = memchr(next, '\r', (size_t)(end - next))) != NULL) {
		if ((size_t)(end - next) >= size + BEFORE_HALF + HALF + 1 &&
		    memcmp(next, field, size) == 0)
			return next + size;
		next++;
	}
	return NULL;
}

bool
nc_canonical_record_id(struct newsconv_text header)
{
	const char *id = find_id(header), *half;
	unsigned char value[NC_DIGEST_MAX];
	char hex[17], wanted[HALF + 1];
	struct nc_digest digest;

	if (id == NULL || id[14] != '8' || id[BEFORE_HALF - 1] != '-')
		return false;
	half = id + BEFORE_HALF;
	nc_digest_begin(&digest, NC_SHA256);
	nc_digest_update(&digest, header.data, (size_t)(half - header.data));
	nc_digest_update(&digest, half + HALF,
	    header.size - (size_t)(half + HALF - header.data));
	nc_digest_end(&digest, value);
	value[0] = (unsigned char)((value[0] & 0x3f) | 0x80);
	nc_hex(hex, value, 8);
	memcpy(wanted, hex, 4);
	wanted[4] = '-';
	memcpy(wanted + 5, hex + 4, 13);
	return memcmp(half, wanted, HALF) == 0;
}

/* ---------------------------------------------------------------- along a file */

/*
 * A record is held three times, unpacked, packed, and packed again.  Threads may
 * do that with small ones as they like; of the large ones there is one at a time.
 */
static pthread_mutex_t large_lock = PTHREAD_MUTEX_INITIALIZER;

static void
enter(struct nc_canonical_warc *warc)
{
	if (!warc->alone)
		pthread_mutex_lock(&large_lock);
	warc->alone = true;
}

static void
leave(struct nc_canonical_warc *warc)
{
	if (!warc->alone)
		return;
	nc_buffer_free(&warc->plain);
	nc_buffer_free(&warc->member);
	nc_canonical_shrink(warc->canonical);
	pthread_mutex_unlock(&large_lock);
	warc->alone = false;
}

int
nc_canonical_warc_open(struct nc_canonical_warc *warc,
    const struct nc_verify *verify, struct nc_claim *claim,
    struct newsconv_error *error)
{
	memset(warc, 0, sizeof(*warc));
	warc->verify = verify;
	warc->claim = claim;
	warc->info.ceiling = INFO_MAX;
	warc->plain.ceiling = NC_CANONICAL_MAX + 1;
	warc->member.ceiling = 2 * NC_CANONICAL_MAX + 1;
	/* Our writer's own check has no time for it. */
	if (verify->options->own ||
	    !nc_verify_wants(verify, NEWSCONV_LEVEL_CANONICAL))
		return NEWSCONV_OK;
	warc->canonical = nc_canonical_new();
	return warc->canonical == NULL ? nc_error_memory(error) : NEWSCONV_OK;
}

void
nc_canonical_warc_close(struct nc_canonical_warc *warc)
{
	leave(warc);
	nc_canonical_stream_free(warc->stream);
	nc_canonical_free(warc->canonical);
	nc_buffer_free(&warc->info);
	nc_buffer_free(&warc->plain);
	nc_buffer_free(&warc->member);
}

void
nc_canonical_warc_begin(struct nc_canonical_warc *warc, bool first)
{
	leave(warc);
	nc_canonical_stream_free(warc->stream);
	warc->stream = NULL;
	warc->first = first;
	warc->id_holds = false;
	warc->large = false;
	warc->most = warc->claim->ours || first ? NC_CANONICAL_MAX : INFO_MAX;
	nc_buffer_clear(&warc->info);
	nc_buffer_clear(&warc->plain);
}

/* What is made of a dump, or was told of it, is compressed in less time. */
static int
level_of(
    const struct nc_canonical_warc *warc, const struct nc_warc_record *record)
{
	bool derived = (record->type &
			   (NC_WARC_METADATA | NC_WARC_CONVERSION)) != 0 ||
	    (record->type == NC_WARC_RESOURCE && record->concurrent_count > 0);

	return derived ? warc->claim->derived : warc->claim->level;
}

/* From here on in pieces, beginning with what was kept. */
static int
open_stream(struct nc_canonical_warc *warc, const struct nc_warc_record *record)
{
	int result = nc_canonical_stream_new(&warc->stream, warc->verify, true,
	    level_of(warc, record), record->offset, &warc->error);

	if (result == NEWSCONV_OK)
		result = nc_canonical_stream_add(warc->stream, warc->plain.data,
		    warc->plain.size, &warc->error);
	leave(warc);
	return result;
}

static void
keep(struct nc_canonical_warc *warc, const char *bytes, size_t size)
{
	if (warc->plain.size + size > SMALL)
		enter(warc);
	nc_buffer_add(&warc->plain, bytes, size);
}

void
nc_canonical_warc_add(struct nc_canonical_warc *warc,
    const struct nc_warc_record *record, const char *bytes, size_t size)
{
	if (warc->canonical == NULL || warc->failure < 0)
		return;
	if (!warc->large && size <= warc->most - warc->plain.size) {
		keep(warc, bytes, size);
		return;
	}
	/* Of a record that is not ours no more is wanted. */
	if (warc->most == NC_CANONICAL_MAX && !warc->large)
		warc->failure = open_stream(warc, record);
	warc->large = true;
	if (warc->stream != NULL && warc->failure == NEWSCONV_OK)
		warc->failure = nc_canonical_stream_add(
		    warc->stream, bytes, size, &warc->error);
}

void
nc_canonical_warc_header(
    struct nc_canonical_warc *warc, const char *header, size_t size)
{
	struct newsconv_text text = {header, size};

	if (warc->canonical != NULL)
		warc->id_holds = nc_canonical_record_id(text);
}

void
nc_canonical_warc_block(
    struct nc_canonical_warc *warc, const char *bytes, size_t size)
{
	size_t room = INFO_MAX - 1 - warc->info.size;

	if (warc->canonical != NULL && room > 0)
		nc_buffer_add(&warc->info, bytes, size < room ? size : room);
}

/*
 * The first record says who wrote the file even where damage took away that it
 * is a warcinfo; another one says it of the records behind it, as in files that
 * were joined.
 */
void
nc_canonical_warc_record(
    struct nc_canonical_warc *warc, const struct nc_warc_record *record)
{
	struct newsconv_text block = {warc->info.data, warc->info.size};

	if (warc->canonical == NULL)
		return;
	if (record->type == NC_WARC_WARCINFO || warc->first)
		nc_claim_warc(warc->claim, warc->verify, record->part,
		    record->offset, block);
	if (!warc->claim->ours)
		return;
	if (warc->id_holds)
		nc_answer(warc->verify, NEWSCONV_LEVEL_CANONICAL,
		    NEWSCONV_ANSWER_YES);
	else
		nc_finding(warc->verify, NC_OWN_RECORD_ID, record->part,
		    record->offset,
		    "the id is not the one that the header makes");
}

/* The stored bytes, read once more. */
static int
read_member(struct nc_canonical_warc *warc, uint64_t start, uint64_t size,
    struct newsconv_error *error)
{
	size_t done = 0;
	int result;

	nc_buffer_clear(&warc->member);
	if (!nc_buffer_reserve(&warc->member, (size_t)size))
		return nc_buffer_check(&warc->member, error);
	result = nc_verify_read(
	    warc->verify, warc->member.data, (size_t)size, start, &done, error);
	warc->member.size = done;
	return result;
}

static int
compare_whole(struct nc_canonical_warc *warc, int level, uint64_t start,
    uint64_t end, bool *same, struct newsconv_error *error)
{
	struct newsconv_text member, plain;
	int result = nc_buffer_check(&warc->plain, error);

	*same = false;
	/* Nothing becomes so much more of it. */
	if (result < 0 || end - start > 2 * NC_CANONICAL_MAX)
		return result;
	result = read_member(warc, start, end - start, error);
	if (result < 0)
		return result;
	member.data = warc->member.data;
	member.size = warc->member.size;
	plain.data = warc->plain.data;
	plain.size = warc->plain.size;
	return nc_canonical_gzip(
	    warc->canonical, same, level, member, plain, error);
}

int
nc_canonical_warc_member(struct nc_canonical_warc *warc,
    const struct nc_warc_record *record, uint64_t end,
    struct newsconv_error *error)
{
	uint64_t start = record->offset;
	bool same = false;
	int result;

	if (warc->canonical == NULL || !warc->claim->ours)
		return NEWSCONV_OK;
	if (warc->failure < 0 && error != NULL)
		*error = warc->error;
	if (warc->failure < 0)
		return warc->failure;
	/* A warcinfo of ours behind records of others is small. */
	if (warc->large && warc->stream == NULL)
		return NEWSCONV_OK;
	if (warc->large)
		result = nc_canonical_stream_end(
		    warc->stream, &same, end, error);
	else
		result = compare_whole(
		    warc, level_of(warc, record), start, end, &same, error);
	if (result == NEWSCONV_OK && !same)
		nc_canonical_differs(warc->verify, warc->claim, warc->large,
		    NC_GZIP_NOT_CANONICAL, record->part, start);
	return result;
}

/* ------------------------------------------------------------ a look ahead */

/* The first bytes of what is unpacked. */
static int
read_front(struct nc_buffer *front, struct nc_warc_source *source,
    struct newsconv_error *error)
{
	while (front->size < INFO_MAX) {
		size_t room = INFO_MAX - front->size;
		enum nc_gzip_event event;
		struct newsconv_text text;
		int result = nc_warc_source_peek(source, &event, &text, error);

		if (result < 0)
			return result;
		if (event != NC_GZIP_DATA)
			break;
		nc_buffer_add(
		    front, text.data, text.size < room ? text.size : room);
		result = nc_buffer_check(front, error);
		if (result < 0)
			return result;
		nc_warc_source_consume(source, text.size);
	}
	return nc_buffer_check(front, error);
}

int
nc_canonical_warc_claim(struct nc_claim *claim, const struct nc_verify *verify,
    struct newsconv_error *error)
{
	const struct nc_verify_options options = {NC_VERIFY_OPTIONS};
	struct newsconv_summary summary = {.format = ""};
	const struct nc_verify quiet = {.descriptor = verify->descriptor,
	    .name = verify->name,
	    .start = verify->start,
	    .size = verify->size,
	    .options = &options,
	    .summary = &summary};
	const struct nc_gzip_options from = {.start = 0};
	struct nc_warc_source source = {.packing = NC_WARC_GZIP};
	struct nc_buffer front = NC_BUFFER(INFO_MAX + 1);
	struct newsconv_text block;
	const char *end = NULL;
	int result;

	memset(claim, 0, sizeof(*claim));
	nc_buffer_text(&front, "");
	result = nc_warc_source_open(
	    &source, &quiet, NC_WARC_GZIP, &from, error);
	if (result == NEWSCONV_OK)
		result = read_front(&front, &source, error);
	if (result == NEWSCONV_OK)
		end = strstr(front.data, "\r\n\r\n");
	if (end != NULL) {
		block.data = end + 4;
		block.size = front.size - (size_t)(block.data - front.data);
		nc_claim_warc(claim, &quiet, "", 0, block);
	}
	nc_buffer_free(&front);
	nc_warc_source_close(&source);
	return result;
}
