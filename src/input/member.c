/*
 * One dump and what is known of it.  The file is read into one block, which
 * the member's arena takes over: nothing is copied on the way.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "digest.h"
#include "error.h"
#include "file.h"
#include "member.h"
#include "metadata_table.h"
#include "sidecar.h"
#include "utf8.h"

/* What newsconv_read_options.max_size stands for if it is 0. */
static const uint64_t usual_limit = UINT64_C(256) << 20;

/* A member, its sidecar and what is made of it. */
static const size_t arena_ceiling = (size_t)64 << 30;

uint64_t
nc_members_limit(const struct nc_members_options *options)
{
	return options->max_size == 0 ? usual_limit : options->max_size;
}

struct nc_member *
nc_member_new(const char *name, size_t name_size)
{
	struct nc_arena *arena = nc_arena_new(arena_ceiling);
	struct nc_member *member = arena == NULL
	    ? NULL
	    : nc_arena_alloc(arena, sizeof(*member));

	if (member != NULL) {
		member->arena = arena;
		member->name.data = nc_arena_copy(arena, name, name_size);
		member->name.size = name_size;
		member->bytes.data = "";
		member->modified = NEWSCONV_TIME_UNKNOWN;
		nc_given_init(&member->given);
	}
	if (member == NULL || member->name.data == NULL) {
		nc_arena_free(arena);
		return NULL;
	}
	return member;
}

void
nc_member_free(struct nc_member *member)
{
	if (member != NULL)
		nc_arena_free(member->arena);
}

bool
nc_member_adopt(struct nc_member *member, struct nc_buffer *bytes)
{
	if (bytes->size == 0) {
		nc_buffer_free(bytes);
		return true;
	}
	if (!nc_arena_adopt(member->arena, bytes->data, bytes->capacity))
		return false;
	member->bytes.data = bytes->data;
	member->bytes.size = bytes->size;
	memset(bytes, 0, sizeof(*bytes));
	return true;
}

void
nc_member_fail(struct nc_member *member, const struct newsconv_error *error)
{
	member->problem = error->code;
	member->sys_errno = error->sys_errno;
	nc_printable(member->reason, sizeof(member->reason), error->text,
	    strlen(error->text));
}

void
nc_member_refuse(struct nc_member *member, int problem, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(member->reason, sizeof(member->reason), format, arguments);
	va_end(arguments);
	member->problem = problem;
}

static int
read_bytes(struct nc_member *member, const char *path, uint64_t limit,
    struct newsconv_error *error)
{
	struct nc_buffer bytes = NC_BUFFER((size_t)limit);
	int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY), result;
	struct stat status;

	if (descriptor < 0)
		return nc_error_system(
		    error, NEWSCONV_READ_FAILED, "cannot open");
	result = nc_file_read_descriptor(&bytes, descriptor, error);
	if (result == NEWSCONV_OK && fstat(descriptor, &status) == 0)
		member->modified = (int64_t)status.st_mtim.tv_sec;
	close(descriptor);
	if (result == NEWSCONV_OK && !nc_member_adopt(member, &bytes))
		result = nc_error_memory(error);
	nc_buffer_free(&bytes);
	return result;
}

/* The sidecar, and over it the row of the table. */
static int
read_given(struct nc_given *given, struct nc_arena *arena, const char *sidecar,
    struct newsconv_text key, const struct nc_members_options *options,
    struct newsconv_error *error)
{
	struct nc_field_names names = {options->fields, options->field_count};
	int code = NEWSCONV_OK;

	if (sidecar != NULL)
		code = nc_sidecar_read(given, arena, sidecar, &names, error);
	if (code == NEWSCONV_OK)
		code = nc_table_apply(
		    options->table, given, arena, key, &names, error);
	return code;
}

bool
nc_member_given_as(const char *sha256, const char *sidecar,
    struct newsconv_text key, const struct nc_members_options *options)
{
	char hex[65] = "";
	struct nc_arena *arena;
	struct nc_given given;
	int code;

	if (!nc_table_has(options->table, key))
		return true;
	arena = nc_arena_new(arena_ceiling);
	if (arena == NULL)
		return false;
	nc_given_init(&given);
	code = read_given(&given, arena, sidecar, key, options, NULL);
	if (code == NEWSCONV_OK && given.words.size > 0)
		nc_sha256_hex(hex, given.words);
	nc_arena_free(arena);
	return code == NEWSCONV_OK && strcmp(hex, sha256) == 0;
}

int
nc_member_read(struct nc_member **result, const char *path, const char *sidecar,
    struct newsconv_text key, const struct nc_members_options *options,
    struct newsconv_error *error)
{
	struct newsconv_text name = nc_last_part(key);
	struct nc_member *member = nc_member_new(name.data, name.size);
	int code;

	if (member == NULL)
		return nc_error_memory(error);
	code = read_bytes(member, path, nc_members_limit(options), error);
	if (code < 0)
		nc_error_where(error, code, path);
	if (code == NEWSCONV_OK)
		code = read_given(&member->given, member->arena, sidecar, key,
		    options, error);
	if (code < 0) {
		nc_member_free(member);
		return code;
	}
	*result = member;
	return NEWSCONV_OK;
}
