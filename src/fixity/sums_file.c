/*
 * A list that others add to as well, so that every line that is not ours stays
 * byte for byte what it was.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "error.h"
#include "file.h"
#include "sums_file.h"

/* GNU coreutils, "md5 invocation": a backslash in front of the line says so. */
static bool
has_escapes(const char *name)
{
	return name[strcspn(name, "\\\n\r")] != '\0';
}

/* "  name", as it stands behind the digest. */
static void
put_name(struct nc_buffer *target, const char *name)
{
	nc_buffer_text(target, "  ");
	for (; *name != '\0'; name++) {
		if (*name == '\\')
			nc_buffer_text(target, "\\\\");
		else if (*name == '\n')
			nc_buffer_text(target, "\\n");
		else if (*name == '\r')
			nc_buffer_text(target, "\\r");
		else
			nc_buffer_byte(target, (unsigned char)*name);
	}
}

void
nc_sums_put(struct nc_buffer *target, const struct nc_sum *sum)
{
	if (has_escapes(sum->name))
		nc_buffer_byte(target, '\\');
	nc_buffer_text(target, sum->sha256);
	put_name(target, sum->name);
	nc_buffer_byte(target, '\n');
}

/* Whether the line is of the file, in text or binary mode. */
static bool
is_of(struct newsconv_text line, const struct nc_sum *sum)
{
	struct nc_buffer ending = NC_BUFFER((size_t)1 << 20);
	size_t front = line.size > 0 && line.data[0] == '\\' ? 65 : 64;
	bool same;

	put_name(&ending, sum->name);
	same = nc_buffer_check(&ending, NULL) == NEWSCONV_OK &&
	    (line.data[0] == '\\') == has_escapes(sum->name) &&
	    line.size == front + ending.size &&
	    (line.data[front + 1] == ' ' || line.data[front + 1] == '*') &&
	    memcmp(line.data + front + 2, ending.data + 2, ending.size - 2) ==
		0;
	nc_buffer_free(&ending);
	return same;
}

/* A line of the list as it stays, or the one that takes its place. */
static void
keep_line(struct nc_buffer *target, struct newsconv_text line,
    const struct nc_sum *sums, size_t count, bool *placed)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (!is_of(line, &sums[i]))
			continue;
		/* Of two lines of one file the first is made right. */
		if (!placed[i])
			nc_sums_put(target, &sums[i]);
		placed[i] = true;
		return;
	}
	nc_buffer_add(target, line.data, line.size);
	nc_buffer_byte(target, '\n');
}

void
nc_sums_update(struct nc_buffer *target, struct newsconv_text old,
    const struct nc_sum *sums, size_t count)
{
	bool placed[8] = {false};
	size_t at = 0, i;

	while (at < old.size) {
		struct newsconv_text line = {old.data + at, old.size - at};
		const char *end = memchr(line.data, '\n', line.size);

		if (end != NULL)
			line.size = (size_t)(end - line.data);
		at += line.size + 1;
		keep_line(target, line, sums, count, placed);
	}
	for (i = 0; i < count; i++)
		if (!placed[i])
			nc_sums_put(target, &sums[i]);
}

int
nc_sums_lock(int *descriptor, const char *folder, struct newsconv_error *error)
{
	int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), outcome;

	*descriptor = -1;
	if (opened < 0)
		return nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot open its folder");
	do
		outcome = flock(opened, LOCK_EX);
	while (outcome != 0 && errno == EINTR);
	if (outcome != 0) {
		nc_error_system(
		    error, NEWSCONV_WRITE_FAILED, "cannot lock its folder");
		close(opened);
		return NEWSCONV_WRITE_FAILED;
	}
	*descriptor = opened;
	return NEWSCONV_OK;
}

int
nc_sums_read(
    struct nc_buffer *list, const char *path, struct newsconv_error *error)
{
	int result;

	if (access(path, F_OK) != 0 && errno == ENOENT)
		return NEWSCONV_OK;
	result = nc_file_read(list, path, error);
	return result < 0 ? nc_error_where(error, result, path) : result;
}
