/*
 * Telling packed files.  Names are believed where they say that something is a
 * text, so that an article about JSON stays one; that something is packed has
 * to show in its bytes too, or it is read as what it is.
 */

#include "container_kind.h"
#include "utf8.h"

/* Also documents that happen to be zip files. */
static const char *const plain_endings[] = {".txt", ".text", ".md", ".html",
    ".htm", ".xhtml", ".xml", ".csv", ".tsv", ".epub", ".docx", ".xlsx",
    ".pptx", ".odt", ".ods", ".odp", ".jar", ".apk"};

static const char *const packed_endings[] = {".gz", ".tgz", ".zst", ".tzst",
    ".xz", ".txz", ".bz2", ".tbz2", ".lz4", ".tar", ".zip", ".7z", ".warc",
    ".wet", ".wacz", ".json", ".jsonl", ".ndjson", ".jsonlines"};

static const char *const line_endings[] = {".jsonl", ".ndjson", ".jsonlines"};

/* The ending of a compressed file, and what is left of the name. */
static const struct {
	const char *ending;
	const char *left;
} compressed[] = {{".tgz", ".tar"}, {".tzst", ".tar"}, {".txz", ".tar"},
    {".tbz2", ".tar"}, {".gz", ""}, {".zst", ""}, {".xz", ""}, {".bz2", ""},
    {".lz4", ""}};

static const struct {
	size_t offset;
	size_t size;
	const char *bytes;
	enum nc_container_kind kind;
} magics[] = {
    {0, 3, "\x1f\x8b\x08", NC_GZIP},
    {0, 4, "\x28\xb5\x2f\xfd", NC_COMPRESSED},
    {0, 6,
	"\xfd"
	"7zXZ\0",
	NC_COMPRESSED},
    {0, 4, "\x04\x22\x4d\x18", NC_COMPRESSED},
    {0, 3, "BZh", NC_COMPRESSED},
    {0, 4, "PK\3\4", NC_DIRECTORY_LAST},
    {0, 4, "PK\5\6", NC_DIRECTORY_LAST},
    {0, 6, "7z\xbc\xaf\x27\x1c", NC_DIRECTORY_LAST},
    {257, 5, "ustar", NC_TAR},
    {0, 7, "WARC/1.", NC_WARC},
};

static bool
ends_in(struct newsconv_text name, const char *const *endings, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (nc_text_ends_in(name, endings[i]))
			return true;
	return false;
}

#define ENDS_IN(name, endings) \
	ends_in(name, endings, sizeof(endings) / sizeof(*(endings)))

bool
nc_kind_by_name(struct newsconv_text name, bool *packed)
{
	*packed = ENDS_IN(name, packed_endings);
	return *packed || ENDS_IN(name, plain_endings);
}

/* "BZh" could begin a word: a block's magic number follows its digit. */
static bool
is_magic(struct newsconv_text front, size_t i)
{
	if (front.size < magics[i].offset + magics[i].size ||
	    memcmp(front.data + magics[i].offset, magics[i].bytes,
		magics[i].size) != 0)
		return false;
	return magics[i].bytes[0] != 'B' ||
	    (front.size >= 10 &&
		(memcmp(front.data + 4, "1AY&SY", 6) == 0 ||
		    memcmp(front.data + 4, "\x17rE8P\x90", 6) == 0));
}

/* An object with a field, or an array of such. */
static bool
begins_json(struct newsconv_text front)
{
	static const char wanted[] = "[{\"";
	size_t i = 0, next = 0;

	if (front.size >= 3 && memcmp(front.data, "\xef\xbb\xbf", 3) == 0)
		i = 3;
	for (; i < front.size && next < 3; i++) {
		if (front.data[i] == '{' && next == 0)
			next = 1;
		if (front.data[i] == wanted[next])
			next++;
		else if (front.data[i] != ' ' && front.data[i] != '\t' &&
		    front.data[i] != '\r' && front.data[i] != '\n')
			return false;
	}
	return next == 3;
}

/* By its name, if that ends in .json: then it may be any JSON, or broken. */
enum nc_container_kind
nc_kind_of(struct newsconv_text name, struct newsconv_text front)
{
	size_t i;

	if (ENDS_IN(name, plain_endings))
		return NC_PLAIN;
	for (i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (is_magic(front, i))
			return magics[i].kind;
	if (ENDS_IN(name, line_endings))
		return NC_JSON_LINES;
	if (nc_text_ends_in(name, ".json") || begins_json(front))
		return NC_JSON;
	/* Of before 1988, without a magic number: the name has to say it. */
	if (nc_text_ends_in(name, ".tar"))
		return NC_TAR;
	return NC_PLAIN;
}

void
nc_kind_strip(struct nc_buffer *name)
{
	struct newsconv_text text = {name->data, name->size};
	size_t i;

	for (i = 0; i < sizeof(compressed) / sizeof(*compressed); i++) {
		if (!nc_text_ends_in(text, compressed[i].ending))
			continue;
		name->size -= strlen(compressed[i].ending);
		name->data[name->size] = '\0';
		nc_buffer_text(name, compressed[i].left);
		return;
	}
}
