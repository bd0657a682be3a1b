/*
 * What a line says of its record is held against hashes of what the record says
 * of itself: URL, date, digest, and the digest of its stored bytes.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "ascii.h"
#include "cdxj.h"
#include "error.h"
#include "hash.h"
#include "json_value.h"
#include "memory.h"
#include "utf8.h"

/* RECORDS_MAX: three quarters of a million, in a table of a million slots. */
enum { RECORDS_MAX = 3 << 18, FILES_MAX = 1 << 20 };

/* Hashes of 32 bits: they only tell what differs. */
struct record {
	uint64_t key; /* of file and offset; 0: the slot is free */
	uint32_t length, uri, date, digest, stored, id, content;
	uint32_t has; /* HAS_... */
};

/* Behind them the length of the digest: of another one it is no other value. */
enum {
	HAS_URI = 1,
	HAS_DATE = 2,
	HAS_DIGEST = 4,
	HAS_STORED = 8,
	DIGEST_LENGTH = 8
};

struct nc_cdxj {
	struct record *records;
	size_t count, room; /* room is a power of two */
	uint64_t *files;    /* hashes of names */
	size_t file_count;
	bool too_many;
	pthread_mutex_t lock; /* of the records */
};

static uint32_t
short_hash(const char *text)
{
	uint64_t hash = nc_hash(text, strlen(text));

	return (uint32_t)(hash ^ hash >> 32);
}

static uint64_t
key_of(uint64_t file, uint64_t offset)
{
	uint64_t key = (file ^ offset) * UINT64_C(0x9e3779b97f4a7c15);

	key ^= key >> 29;
	return key == 0 ? 1 : key;
}

static uint64_t
hash_of_name(const char *path)
{
	struct newsconv_text name = nc_last_part(nc_text(path));

	return nc_hash(name.data, name.size);
}

int
nc_cdxj_new(struct nc_cdxj **cdxj, struct newsconv_error *error)
{
	*cdxj = calloc(1, sizeof(**cdxj));
	if (*cdxj == NULL)
		return nc_error_memory(error);
	pthread_mutex_init(&(*cdxj)->lock, NULL);
	return NEWSCONV_OK;
}

void
nc_cdxj_free(struct nc_cdxj *cdxj)
{
	if (cdxj == NULL)
		return;
	pthread_mutex_destroy(&cdxj->lock);
	free(cdxj->records);
	free(cdxj->files);
	free(cdxj);
}

/* ------------------------------------------------------------------- records */

int
nc_cdxj_add_file(
    struct nc_cdxj *cdxj, const char *name, struct newsconv_error *error)
{
	uint64_t *files;

	if (cdxj->file_count >= FILES_MAX) {
		cdxj->too_many = true;
		return NEWSCONV_OK;
	}
	files = realloc(cdxj->files, (cdxj->file_count + 1) * sizeof(*files));
	if (files == NULL)
		return nc_error_memory(error);
	cdxj->files = files;
	files[cdxj->file_count++] = hash_of_name(name);
	return NEWSCONV_OK;
}

static struct record *
slot_of(struct record *records, size_t room, uint64_t key)
{
	size_t place = (size_t)key & (room - 1);

	while (records[place].key != 0 && records[place].key != key)
		place = (place + 1) & (room - 1);
	return &records[place];
}

static bool
grow(struct nc_cdxj *cdxj)
{
	size_t room = cdxj->room == 0 ? 1024 : 2 * cdxj->room, i;
	struct record *records;

	if (4 * (cdxj->count + 1) <= 3 * cdxj->room)
		return true;
	if (cdxj->count >= RECORDS_MAX)
		return false;
	records = calloc(room, sizeof(*records));
	if (records == NULL)
		return false;
	for (i = 0; i < cdxj->room; i++)
		if (cdxj->records[i].key != 0)
			*slot_of(records, room,
			    cdxj->records[i].key) = cdxj->records[i];
	free(cdxj->records);
	cdxj->records = records;
	cdxj->room = room;
	return true;
}

/* "2020-10-07T21:22:36Z" as "20201007212236"; 0 if it is less. */
static uint32_t
hash_of_date(const char *date, uint32_t *has)
{
	char digits[15];
	size_t count = 0;

	for (; *date != '\0' && count < 14; date++)
		if (nc_ascii_digit(*date))
			digits[count++] = *date;
	digits[count] = '\0';
	*has |= count == 14 ? HAS_DATE : 0;
	return short_hash(digits);
}

/* Algorithm and case aside: base32 and hexadecimal have none. */
static uint32_t
hash_of_digest(const char *digest)
{
	const char *colon = strchr(digest, ':');
	char value[160];
	size_t i;

	digest = colon == NULL ? digest : colon + 1;
	for (i = 0; digest[i] != '\0' && i + 1 < sizeof(value); i++)
		value[i] = nc_ascii_lower(digest[i]);
	value[i] = '\0';
	return short_hash(value);
}

static uint32_t
length_of_digest(const char *digest)
{
	const char *colon = strchr(digest, ':');

	return (uint32_t)strlen(colon == NULL ? digest : colon + 1);
}

/* Without the brackets that records have around it. */
static uint32_t
hash_of_id(const char *id)
{
	size_t size = strlen(id);
	uint64_t hash;

	if (size > 1 && id[0] == '<' && id[size - 1] == '>') {
		id++;
		size -= 2;
	}
	hash = nc_hash(id, size);
	return (uint32_t)(hash ^ hash >> 32);
}

static void
add_record(
    struct nc_cdxj *cdxj, uint64_t key, const struct newsconv_record *part)
{
	struct record *record;

	if (!grow(cdxj)) {
		cdxj->too_many = true;
		return;
	}
	record = slot_of(cdxj->records, cdxj->room, key);
	cdxj->count += record->key == 0;
	memset(record, 0, sizeof(*record));
	record->key = key;
	record->length = (uint32_t)part->length;
	record->uri = short_hash(part->uri);
	record->date = hash_of_date(part->date, &record->has);
	record->digest = hash_of_digest(part->digest);
	record->stored = hash_of_digest(part->stored_sha256);
	record->has |= part->uri[0] != '\0' ? HAS_URI : 0;
	/* Of other types the line may have the payload's. */
	if (part->digest[0] != '\0' &&
	    (strcasecmp(part->type, "resource") == 0 ||
		strcasecmp(part->type, "conversion") == 0 ||
		strcasecmp(part->type, "metadata") == 0))
		record->has |= HAS_DIGEST |
		    length_of_digest(part->digest) << DIGEST_LENGTH;
	record->has |= part->stored_sha256[0] != '\0' ? HAS_STORED : 0;
	record->id = hash_of_id(part->id);
	record->content = hash_of_digest(part->sha256);
}

void
nc_cdxj_add_record(
    struct nc_cdxj *cdxj, const char *name, const struct newsconv_record *part)
{
	pthread_mutex_lock(&cdxj->lock);
	add_record(cdxj, key_of(hash_of_name(name), part->offset), part);
	pthread_mutex_unlock(&cdxj->lock);
}

void
nc_cdxj_incomplete(struct nc_cdxj *cdxj)
{
	cdxj->too_many = true;
}

static const struct record *
look_up(const struct nc_cdxj *cdxj, const char *file, uint64_t offset)
{
	const struct record *record;

	if (cdxj->room == 0)
		return NULL;
	record = slot_of(
	    cdxj->records, cdxj->room, key_of(hash_of_name(file), offset));
	return record->key == 0 ? NULL : record;
}

enum nc_cdxj_verdict
nc_cdxj_compare(const struct nc_cdxj *cdxj, const struct nc_cdxj_claim *claim)
{
	const struct record *record = look_up(cdxj, claim->file, claim->offset);
	uint32_t has = 0;

	if (record == NULL)
		return cdxj->too_many ? NC_CDXJ_UNKNOWN : NC_CDXJ_NOWHERE;
	if (record->id != hash_of_id(claim->id) ||
	    record->uri != short_hash(claim->uri) ||
	    record->date != hash_of_date(claim->date, &has))
		return NC_CDXJ_OTHER;
	if (claim->sha256[0] != '\0' &&
	    record->content != hash_of_digest(claim->sha256))
		return NC_CDXJ_OTHER;
	return NC_CDXJ_FITS;
}

/* --------------------------------------------------------------------- lines */

/* What a line says; strings are lent from its JSON object. */
struct line {
	const char *key;
	char time[18];
	json_t *object;
	const char *url, *filename, *digest, *stored;
	uint64_t offset, length;
};

static void
tell(struct nc_cdxj_index *index, enum nc_finding_code code, const char *text)
{
	const struct nc_place place = {.part = index->part,
	    .offset = NEWSCONV_NO_OFFSET,
	    .line = index->line};

	nc_report(index->verify, code, &place, "%s", text);
}

static bool
is_digits(const char *text)
{
	return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* Tools write numbers as strings, too. */
static bool
get_number(const json_t *object, const char *key, uint64_t *number)
{
	const json_t *value = json_object_get(object, key);
	const char *text = json_string_value(value);

	if (json_is_integer(value) && json_integer_value(value) >= 0) {
		*number = (uint64_t)json_integer_value(value);
		return true;
	}
	if (text == NULL || !is_digits(text) || strlen(text) > 19)
		return false;
	*number = strtoull(text, NULL, 10);
	return true;
}

static bool
read_fields(struct nc_cdxj_index *index, struct line *line)
{
	const char *missing = NULL;

	line->url = nc_json_member_text(line->object, "url");
	line->filename = nc_json_member_text(line->object, "filename");
	line->digest = nc_json_member_text(line->object, "digest");
	line->stored = nc_json_member_text(line->object, "recordDigest");
	if (line->url[0] == '\0')
		missing = "it has no url";
	else if (line->filename[0] == '\0')
		missing = "it has no filename";
	else if (line->digest[0] == '\0')
		missing = "it has no digest";
	else if (nc_json_member_text(line->object, "mime")[0] == '\0')
		missing = "it has no mime";
	else if (!get_number(line->object, "offset", &line->offset))
		missing = "its offset is no number";
	else if (!get_number(line->object, "length", &line->length))
		missing = "its length is no number";
	if (missing != NULL)
		tell(index, NC_INDEX_FIELD, missing);
	return missing == NULL;
}

/* The text is cut at its blanks. */
static bool
read_line(struct nc_cdxj_index *index, struct line *line)
{
	char *time = strchr(index->text, ' '), *json;
	size_t digits;

	json = time == NULL ? NULL : strchr(time + 1, ' ');
	if (json == NULL || time == index->text) {
		tell(index, NC_INDEX_LINE, "there are no two spaces in it");
		return false;
	}
	*time++ = *json++ = '\0';
	digits = strlen(time);
	if (!is_digits(time) || (digits != 14 && digits != 17)) {
		tell(index, NC_INDEX_TIME, time);
		return false;
	}
	line->key = index->text;
	memcpy(line->time, time, digits + 1);
	line->object = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(line->object))
		return read_fields(index, line);
	tell(index, NC_INDEX_LINE, "it does not end in a JSON object");
	return false;
}

/* The host of an http or https URL; false if it is of another kind. */
static bool
find_host(const char *url, const char **host, size_t *size)
{
	const char *at = strstr(url, "://"), *user;

	if (at == NULL ||
	    (strncasecmp(url, "http:", 5) != 0 &&
		strncasecmp(url, "https:", 6) != 0))
		return false;
	at += 3;
	*size = strcspn(at, "/?#");
	user = memchr(at, '@', *size);
	if (user != NULL) {
		*size -= (size_t)(user + 1 - at);
		at = user + 1;
	}
	*host = at;
	*size = at[0] == '[' ? 0 : strcspn(at, ":/?#");
	return *size > 0;
}

/*
 * The parts of the host from its end on, as far as the key has them: "www." may
 * be dropped.  Hosts that are not ASCII, and addresses, are passed by.
 */
static bool
key_fits(const char *key, const char *url)
{
	const char *host;
	size_t size, end;

	if (!find_host(url, &host, &size) || strchr(key, ')') == NULL)
		return true;
	end = size;
	for (;;) {
		size_t start = end, length;

		while (start > 0 && host[start - 1] != '.')
			start--;
		length = end - start;
		if (nc_ascii_digit(host[start]) && end == size)
			return true;
		if (strncasecmp(key, host + start, length) != 0)
			return memchr(host, '%', size) != NULL ||
			    strstr(host, "xn--") != NULL || key[0] < 0;
		key += length;
		if (start == 0 || *key != ',') {
			bool rest = start == 0 ||
			    (start <= 5 && strncasecmp(host, "www", 3) == 0);

			return rest && (*key == ')' || *key == ':');
		}
		key++;
		end = start - 1;
	}
}

static bool
has_file(const struct nc_cdxj *cdxj, uint64_t file)
{
	size_t i;

	for (i = 0; i < cdxj->file_count; i++)
		if (cdxj->files[i] == file)
			return true;
	return false;
}

static void
compare(struct nc_cdxj_index *index, const struct line *line,
    const struct record *record)
{
	uint32_t has = 0, date = hash_of_date(line->time, &has);

	if (record->length != (uint32_t)line->length)
		tell(index, NC_INDEX_LENGTH, line->url);
	if ((record->has & HAS_URI) != 0 &&
	    record->uri != short_hash(line->url))
		tell(index, NC_INDEX_URL, line->url);
	if ((record->has & HAS_DATE) != 0 && record->date != date)
		tell(index, NC_INDEX_DATE, line->time);
	if ((record->has & HAS_DIGEST) != 0 &&
	    record->has >> DIGEST_LENGTH == length_of_digest(line->digest) &&
	    record->digest != hash_of_digest(line->digest))
		tell(index, NC_INDEX_DIGEST, line->digest);
	if ((record->has & HAS_STORED) != 0 &&
	    strncasecmp(line->stored, "sha256:", 7) == 0 &&
	    record->stored != hash_of_digest(line->stored))
		tell(index, NC_INDEX_STORED, line->stored);
	index->compared++;
}

static void
find_record(struct nc_cdxj_index *index, const struct line *line)
{
	struct nc_cdxj *cdxj = index->cdxj;
	const struct record *record = look_up(
	    cdxj, line->filename, line->offset);

	if (record != NULL)
		compare(index, line, record);
	else if (cdxj->too_many)
		return;
	else if (!has_file(cdxj, hash_of_name(line->filename)))
		tell(index, NC_INDEX_FILE, line->filename);
	else
		tell(index, NC_INDEX_NOWHERE, line->url);
}

static void
check_order(struct nc_cdxj_index *index)
{
	size_t least = index->size < index->before_size ? index->size
							: index->before_size;
	int order = memcmp(index->before, index->text, least);

	if (index->line > 1 && order == 0 && index->size == index->before_size)
		tell(index, NC_INDEX_TWICE, "as the line before it");
	else if (index->line > 1 &&
	    (order > 0 || (order == 0 && index->size < index->before_size)))
		tell(index, NC_INDEX_ORDER, "it is below the line before it");
	memcpy(index->before, index->text, index->size);
	index->before_size = index->size;
}

static void
take_line(struct nc_cdxj_index *index)
{
	struct line line = {.key = ""};

	index->line++;
	if (index->too_long) {
		tell(index, NC_INDEX_LONG, "more than 64 KiB");
		return;
	}
	if (index->size == 0)
		return;
	check_order(index);
	index->text[index->size] = '\0';
	if (read_line(index, &line)) {
		if (!key_fits(line.key, line.url))
			tell(index, NC_INDEX_KEY, line.key);
		find_record(index, &line);
	}
	json_decref(line.object);
}

static void
add_bytes(struct nc_cdxj_index *index, const char *bytes, size_t size)
{
	size_t room = sizeof(index->text) - 1 - index->size;

	index->too_long |= size > room;
	if (size > room)
		size = room;
	memcpy(index->text + index->size, bytes, size);
	index->size += size;
}

void
nc_cdxj_lines(struct nc_cdxj_index *index, const char *bytes, size_t size)
{
	while (size > 0) {
		const char *end = memchr(bytes, '\n', size);
		size_t length = end == NULL ? size : (size_t)(end - bytes);

		add_bytes(index, bytes, length);
		if (end == NULL)
			return;
		take_line(index);
		index->size = 0;
		index->too_long = false;
		bytes = end + 1;
		size -= length + 1;
	}
}

void
nc_cdxj_end(struct nc_cdxj_index *index)
{
	if (index->size > 0 || index->too_long)
		take_line(index);
	if (index->cdxj->too_many)
		tell(index, NC_INDEX_MORE, "its lines were compared with some");
	if (index->compared > 0)
		nc_digests_compared(index->verify, index->compared);
}
