/*
 * Names of entries: what each must not hold, and which two of them some system
 * or reader would take for one.  Names are compared by hashes of their folded
 * form and read again where two agree, so that a million of them fit.
 */
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "hash.h"
#include "utf8.h"
#include "zip_archive.h"

enum {
	/* Of those whose hashes agree; more is not chance. */
	RUN_MAX = 64,
	FOLDERS_MAX = 128 /* of one name that are looked up */
};

/* A part of a path, between slashes. */
static enum nc_finding_code
part_fault(struct newsconv_text part, const char **fault)
{
	if (nc_text_equals(part, "..")) {
		*fault = "leads out of the archive";
		return NC_ZIP_NAME;
	}
	*fault = part.size == 0 ? "holds an empty path part"
				: "holds a path part that is a dot";
	return part.size == 0 || nc_text_equals(part, ".") ? NC_ZIP_NAME_DOT
							   : NC_FINDING_COUNT;
}

static enum nc_finding_code
byte_fault(struct newsconv_text name, const char **fault)
{
	size_t i;

	for (i = 0; i < name.size; i++) {
		unsigned char c = (unsigned char)name.data[i];

		*fault = c == 0 ? "holds a NUL byte"
		    : c == '\\' ? "holds a backslash"
				: "holds a control character";
		if (c == 0)
			return NC_ZIP_NAME_NUL;
		if (c == '\\')
			return NC_ZIP_NAME_BACKSLASH;
		if (c < 0x20 || c == 0x7f)
			return NC_ZIP_NAME_CONTROL;
	}
	return NC_FINDING_COUNT;
}

/* The worst that is wrong with it, or NC_FINDING_COUNT. */
static enum nc_finding_code
name_fault(struct newsconv_text name, const char **fault)
{
	enum nc_finding_code code;
	size_t start = 0;

	*fault = "is empty";
	if (name.size == 0)
		return NC_ZIP_NAME_DOT;
	*fault = "is absolute";
	if (name.data[0] == '/')
		return NC_ZIP_NAME_ABSOLUTE;
	*fault = "begins with a drive letter";
	if (name.size > 1 && name.data[1] == ':')
		return NC_ZIP_NAME_DRIVE;
	code = byte_fault(name, fault);
	while (code == NC_FINDING_COUNT && start < name.size) {
		const char *slash = memchr(
		    name.data + start, '/', name.size - start);
		size_t end = slash == NULL ? name.size
					   : (size_t)(slash - name.data);
		struct newsconv_text part = {name.data + start, end - start};

		code = part_fault(part, fault);
		start = end + 1;
	}
	return code;
}

void
nc_zip_check_name(const struct nc_archive *zip)
{
	const struct nc_archive_entry *entry = &zip->entry;
	struct newsconv_text name = {entry->name, entry->name_size};
	const char *fault;
	enum nc_finding_code code = name_fault(name, &fault);

	if (code != NC_FINDING_COUNT)
		nc_finding(zip->verify, code, entry->name, entry->offset,
		    "the name %s", fault);
	if (nc_utf8_valid_prefix(name.data, name.size) != name.size)
		nc_finding(zip->verify,
		    zip->kind == NC_ARCHIVE_EPUB ? NC_ZIP_NAME_UTF8
						 : NC_ZIP_NAME_CHARSET,
		    entry->name, entry->offset, "the name is not UTF-8");
	else if (!nc_ascii(name.data, name.size) &&
	    (entry->flags & NC_ZIP_UTF8) == 0)
		nc_finding(zip->verify, NC_ZIP_NAME_FLAG, entry->name,
		    entry->offset, "bit 11 is not set for a name in UTF-8");
}

/* ------------------------------------------------------------ names as names */

static bool
is_folder(struct newsconv_text name)
{
	return name.size > 0 && name.data[name.size - 1] == '/';
}

/*
 * What some file system takes for the same name: full case folding and form
 * C (EPUB 3.3, 4.1.2), without the slash of a folder.  Lent in zip->folded.
 */
static int
fold(struct nc_archive *zip, struct newsconv_text name,
    struct newsconv_text *folded, struct newsconv_error *error)
{
	char *mapped = NULL;
	size_t i;

	if (is_folder(name))
		name.size--;
	nc_buffer_clear(&zip->folded);
	nc_buffer_add(&zip->folded, name.data, name.size);
	if (!nc_ascii(name.data, name.size)) {
		if (!nc_casefold(name, &mapped, &name.size))
			return nc_error_memory(error);
		if (mapped != NULL) {
			nc_buffer_clear(&zip->folded);
			nc_buffer_add(&zip->folded, mapped, name.size);
			free(mapped);
		}
	}
	if (nc_buffer_check(&zip->folded, error) < 0)
		return nc_error_memory(error);
	for (i = 0; i < zip->folded.size; i++) {
		char *c = &zip->folded.data[i];

		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
	}
	folded->data = zip->folded.data;
	folded->size = zip->folded.size;
	return NEWSCONV_OK;
}

static uint64_t
hash(struct newsconv_text text)
{
	uint64_t value = nc_hash_more(
	    NC_HASH_SEED ^ text.size, text.data, text.size);

	return value ^ value >> 29;
}

static int
hash_name(struct nc_archive *zip, struct newsconv_text name,
    struct nc_zip_name *hashed, struct newsconv_error *error)
{
	struct newsconv_text folded;
	int result = fold(zip, name, &folded, error);
	uint64_t value;

	if (result < 0)
		return result;
	value = hash(folded);
	hashed->high = (uint32_t)(value >> 32);
	hashed->low = (uint32_t)value;
	return NEWSCONV_OK;
}

int
nc_zip_add_name(struct nc_archive *zip, struct newsconv_error *error)
{
	struct newsconv_text name = {zip->entry.name, zip->entry.name_size};

	zip->names[zip->count].index = (uint32_t)zip->count;
	return hash_name(zip, name, &zip->names[zip->count], error);
}

static int
compare_hashes(const struct nc_zip_name *x, const struct nc_zip_name *y)
{
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	const struct nc_zip_name *x = a, *y = b;
	int order = compare_hashes(x, y);

	if (order != 0)
		return order;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* The first of those that have this hash; zip->count when there is none. */
static size_t
first_of(const struct nc_archive *zip, const struct nc_zip_name *wanted)
{
	size_t low = 0, high = zip->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_hashes(&zip->names[middle], wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < zip->count && compare_hashes(&zip->names[low], wanted) != 0)
		return zip->count;
	return low;
}

/* The name of an entry, into zip->entry. */
static int
read_name(struct nc_archive *zip, size_t at, struct newsconv_text *name,
    struct newsconv_error *error)
{
	int result = nc_zip_decode(
	    zip, zip->slots[zip->names[at].index].header, error);

	name->data = zip->entry.name;
	name->size = zip->entry.name_size;
	return result;
}

/* ---------------------------------------------------------- what is too like */

/* zip->other's name and that of zip->entry, whose folded forms are equal. */
static void
report_pair(const struct nc_archive *zip)
{
	const struct nc_archive_entry *entry = &zip->entry;
	struct newsconv_text a = {zip->other.data, zip->other.size};
	struct newsconv_text b = {entry->name, entry->name_size};

	if (nc_texts_equal(a, b))
		nc_finding(zip->verify, NC_ZIP_DUPLICATE, entry->name,
		    entry->offset, "the name is in the directory twice");
	else if (is_folder(a) != is_folder(b))
		nc_finding(zip->verify, NC_ZIP_FOLDER_FILE, entry->name,
		    entry->offset, "\"%.300s\" is an entry too", a.data);
	else
		nc_finding(zip->verify,
		    zip->kind == NC_ARCHIVE_EPUB ? NC_ZIP_DUPLICATE_FOLDED
						 : NC_ZIP_TWINS,
		    entry->name, entry->offset,
		    "differs from \"%.300s\" in case or normalisation only",
		    a.data);
}

/* Whether the folded forms are equal, not just their hashes. */
static int
same_folded(struct nc_archive *zip, struct newsconv_text a,
    struct newsconv_text b, bool *same, struct newsconv_error *error)
{
	struct newsconv_text folded;
	char *copy;
	int result = fold(zip, a, &folded, error);

	*same = false;
	if (result < 0)
		return result;
	copy = malloc(folded.size + 1);
	if (copy == NULL)
		return nc_error_memory(error);
	memcpy(copy, folded.data, folded.size);
	a.data = copy;
	a.size = folded.size;
	result = fold(zip, b, &folded, error);
	*same = result == NEWSCONV_OK && nc_texts_equal(a, folded);
	free(copy);
	return result;
}

static int
keep_other(struct nc_archive *zip, struct newsconv_text name,
    struct newsconv_error *error)
{
	nc_buffer_clear(&zip->other);
	nc_buffer_add(&zip->other, name.data, name.size);
	return nc_buffer_check(&zip->other, error) < 0 ? nc_error_memory(error)
						       : NEWSCONV_OK;
}

/* Of those with the same hash, each against the ones before it. */
static int
check_pair(struct nc_archive *zip, size_t a, size_t b, bool *same,
    struct newsconv_error *error)
{
	struct newsconv_text name, other;
	int result = read_name(zip, a, &name, error);

	if (result == NEWSCONV_OK)
		result = keep_other(zip, name, error);
	if (result == NEWSCONV_OK)
		result = read_name(zip, b, &name, error);
	if (result < 0)
		return result;
	other.data = zip->other.data;
	other.size = zip->other.size;
	result = same_folded(zip, other, name, same, error);
	if (result == NEWSCONV_OK && *same)
		report_pair(zip);
	return result;
}

static int
check_duplicates(struct nc_archive *zip, struct newsconv_error *error)
{
	int result = NEWSCONV_OK;
	size_t i, run = 0;

	for (i = 1; i < zip->count && result == NEWSCONV_OK; i++) {
		bool same = false;
		size_t a = i;

		if (compare_hashes(&zip->names[i - 1], &zip->names[i]) != 0)
			run = i;
		while (result == NEWSCONV_OK && !same && a > run &&
		    i - a < RUN_MAX)
			result = check_pair(zip, --a, i, &same, error);
	}
	return result;
}

/* Whether a file has the name of a folder of the entry in zip->other. */
static int
check_folder(struct nc_archive *zip, struct newsconv_text folder,
    const struct nc_archive_entry *entry, struct newsconv_error *error)
{
	struct nc_zip_name wanted = {0};
	int result = hash_name(zip, folder, &wanted, error);
	size_t at = result < 0 ? zip->count : first_of(zip, &wanted), i;

	for (i = at; i < zip->count && i - at < RUN_MAX &&
	     compare_hashes(&zip->names[i], &wanted) == 0;
	     i++) {
		struct newsconv_text name;
		bool same = false;

		result = read_name(zip, i, &name, error);
		if (result == NEWSCONV_OK && !is_folder(name))
			result = same_folded(zip, name, folder, &same, error);
		if (result < 0)
			return result;
		if (same)
			nc_finding(zip->verify, NC_ZIP_FOLDER_FILE,
			    zip->other.data, entry->offset,
			    "its folder \"%.*s\" is a file too",
			    (int)(folder.size > 300 ? 300 : folder.size),
			    folder.data);
	}
	return result;
}

/* Folders of this entry that were not those of the entry before. */
static int
check_folders(
    struct nc_archive *zip, size_t index, struct newsconv_error *error)
{
	struct nc_archive_entry entry;
	size_t i, end, same = 0, count = 0;
	int result = nc_zip_decode(zip, zip->slots[index].header, error);

	if (result < 0)
		return result;
	entry = zip->entry;
	end = entry.name_size - (entry.name_size > 0);
	while (same < zip->other.size && same < entry.name_size &&
	    zip->other.data[same] == entry.name[same])
		same++;
	result = keep_other(
	    zip, (struct newsconv_text){entry.name, entry.name_size}, error);
	for (i = same; i < end && result == NEWSCONV_OK && count < FOLDERS_MAX;
	     i++) {
		if (zip->other.data[i] != '/' || i == 0)
			continue;
		count++;
		result = check_folder(zip,
		    (struct newsconv_text){zip->other.data, i}, &entry, error);
	}
	return result;
}

int
nc_zip_check_names(struct nc_archive *zip, struct newsconv_error *error)
{
	int result;
	size_t i;

	qsort(zip->names, zip->count, sizeof(*zip->names), compare_names);
	result = check_duplicates(zip, error);
	nc_buffer_clear(&zip->other);
	for (i = 0; i < zip->count && result == NEWSCONV_OK; i++)
		result = check_folders(zip, i, error);
	return result;
}

/* In form C, by which names of a book are compared (EPUB 3.3, 4.1.2). */
static int
same_normal(struct newsconv_text a, struct newsconv_text b, bool *same,
    struct newsconv_error *error)
{
	struct newsconv_text x = a, y = b;
	char *normal_a = NULL, *normal_b = NULL;
	bool changed_a = false, changed_b = false;
	int result = NEWSCONV_OK;

	if (!nc_nfc(a, &normal_a, &x.size, &changed_a) ||
	    !nc_nfc(b, &normal_b, &y.size, &changed_b))
		result = nc_error_memory(error);
	if (changed_a)
		x.data = normal_a;
	if (changed_b)
		y.data = normal_b;
	*same = result == NEWSCONV_OK && nc_texts_equal(x, y);
	free(normal_a);
	free(normal_b);
	return result;
}

int
nc_archive_find(struct nc_archive *zip, const char *text, size_t size,
    size_t *index, struct newsconv_error *error)
{
	struct newsconv_text wanted = {text, size}, name;
	struct nc_zip_name hashed = {0};
	int result = NEWSCONV_OK;
	size_t i;

	*index = SIZE_MAX;
	/* Form C of a longer one is still longer than a name can be. */
	if (size > 4 * NC_ZIP_NAME_MAX)
		return NEWSCONV_OK;
	result = hash_name(zip, wanted, &hashed, error);
	if (result < 0)
		return result;
	for (i = first_of(zip, &hashed);
	     i < zip->count && compare_hashes(&zip->names[i], &hashed) == 0;
	     i++) {
		bool same = false;

		result = read_name(zip, i, &name, error);
		if (result == NEWSCONV_OK)
			result = same_normal(wanted, name, &same, error);
		if (result < 0 || same) {
			*index = same ? zip->names[i].index : SIZE_MAX;
			break;
		}
	}
	return result;
}
