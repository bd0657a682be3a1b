/*
 * Lines are counted by a hash without case, with all numbers alike.  What is
 * counted is not files but articles: an edition of the same text says nothing
 * new, so files that share most of their long lines count once.
 */
#include <stdlib.h>
#include <string.h>

#include "crf.h"
#include "folder.h"
#include "pile.h"
#include "utf8.h"

enum {
	LINE_COLUMNS = 400, /* of a line that is counted */
	LONG_COLUMNS = 80,  /* of sentences by which editions are known */
	SHORT_COLUMNS = 12, /* such a line may recur by chance */
	BYLINE_COLUMNS = 160,
	TITLE_COLUMNS = 20, /* of what is left without the site's name */
	SITE_COLUMNS = 3,
	SITE_COLUMNS_MOST = 60,
	SCORE_MOST = 12 * NC_CRF_UNIT,
	TITLE_SCORE = 5 * NC_CRF_UNIT,
	SITES = 3,    /* pieces of a title that may be its name */
	SKETCH = 16,  /* sentences that stand for a file */
	MASTHEADS = 3 /* files whose first line it is */
};

/* Sixteen bytes each. */
#define LINES_MOST ((size_t)4 << 20)
#define SKETCHES_MOST ((size_t)1 << 20)

/* What a hash is the hash of, in its low bits. */
enum kind { KIND_LINE, KIND_FIRST, KIND_SITE, KIND_TITLE, KINDS };

#define HASH_SEED UINT64_C(0xcbf29ce484222325) /* FNV-1a */
#define HASH_FACTOR UINT64_C(0x100000001b3)

struct newsconv_folder {
	struct nc_pile lines;
	struct nc_pile sketches;
	uint8_t *sketch_sizes; /* of each file */
	size_t file_capacity;
	uint32_t files;
	uint32_t articles; /* once it is finished: files that differ */
	/* Once it is finished, `file` counts articles. */
	struct nc_pair *entries;
	size_t entry_count;
};

/* ------------------------------------------------------------------- hashes */

struct line_hash {
	uint64_t hash; /* 0: not to be counted */
	size_t columns;
};

static uint64_t
of_kind(uint64_t hash, enum kind kind)
{
	return (hash & ~(uint64_t)(KINDS - 1)) | kind;
}

/* FNV's high bits, which sampling looks at, are its weak ones. */
static uint64_t
mixed(uint64_t hash)
{
	hash ^= hash >> 33;
	hash *= UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xc4ceb9fe1a85ec53);
	return hash ^ hash >> 33;
}

struct hashing {
	struct line_hash line;
	uint64_t hash;
	size_t letters;
	bool number; /* within digits, which are one '0' */
};

static void
hash_character(struct hashing *to, uint32_t c)
{
	unsigned class = nc_class(c);
	bool digit = (class & NC_CLASS_DIGIT) != 0;

	to->line.columns += nc_class_width(class);
	if (digit && !to->number)
		to->hash = (to->hash ^ '0') * HASH_FACTOR;
	to->number = digit;
	if ((class & NC_CLASS_LETTER) == 0)
		return;
	to->letters++;
	to->hash = (to->hash ^ nc_lower(c)) * HASH_FACTOR;
}

/* Letters of ASCII, which most bytes are; how many of them were taken. */
static size_t
hash_letters(struct hashing *to, const char *bytes, size_t size)
{
	size_t room = LINE_COLUMNS + 1 - to->line.columns, i = 0;
	uint64_t hash = to->hash;

	if (size > room)
		size = room;
	for (; i < size; i++) {
		unsigned lower = (unsigned char)bytes[i] | 0x20U;

		if (lower - 'a' > 'z' - 'a')
			break;
		hash = (hash ^ lower) * HASH_FACTOR;
	}
	to->hash = hash;
	to->letters += i;
	to->line.columns += i;
	to->number &= i == 0;
	return i;
}

static struct line_hash
hash_line(struct newsconv_text text)
{
	struct hashing to = {.hash = HASH_SEED};
	size_t i = 0, length;
	uint32_t c;

	while (to.line.columns <= LINE_COLUMNS) {
		i += hash_letters(&to, text.data + i, text.size - i);
		length = nc_utf8_decode(text.data + i, text.size - i, &c);
		if (length == 0 || to.line.columns > LINE_COLUMNS)
			break;
		hash_character(&to, c);
		i += length;
	}
	if (to.letters > 0 && to.line.columns <= LINE_COLUMNS)
		to.line.hash = mixed(to.hash);
	return to.line;
}

/* ------------------------------------------------------------------- titles */

static const char *const separators[] = {" - ", " | ", " \xe2\x80\x93 ",
    " \xe2\x80\x94 ", " \xc2\xbb ", " \xc2\xab ", " \xc2\xb7 ",
    " \xe2\x80\xa2 ", " : ", " :: ", " / ", "\xef\xbd\x9c", "_"};

/* The length of the separator at i, or 0. */
static size_t
separator_at(struct newsconv_text text, size_t i)
{
	size_t j;

	for (j = 0; j < sizeof(separators) / sizeof(*separators); j++) {
		size_t size;

		if (separators[j][0] != text.data[i])
			continue;
		size = strlen(separators[j]);
		if (size <= text.size - i &&
		    memcmp(text.data + i, separators[j], size) == 0)
			return size;
	}
	return 0;
}

/* A title in two: what may be the site's name, and the rest. */
struct halves {
	struct newsconv_text site;
	struct newsconv_text rest;
};

static bool
is_site(struct newsconv_text site, struct newsconv_text rest)
{
	size_t columns = nc_columns(site);

	return columns >= SITE_COLUMNS && columns <= SITE_COLUMNS_MOST &&
	    rest.size > 0;
}

static size_t
add_halves(struct halves *halves, size_t count, struct newsconv_text site,
    struct newsconv_text rest)
{
	site = nc_trim(site);
	rest = nc_trim(rest);
	if (count == SITES || !is_site(site, rest))
		return count;
	halves[count].site = site;
	halves[count].rest = rest;
	return count + 1;
}

/* From the longest end of the title to the shortest, then its beginning. */
static size_t
halve_title(struct halves halves[SITES], struct newsconv_text title)
{
	size_t at[3] = {0, 0, 0}, sizes[3] = {0, 0, 0}; /* first, last two */
	size_t count = 0, found = 0, i, size;

	for (i = 1; i < title.size; i++) {
		size = separator_at(title, i);
		if (size == 0)
			continue;
		if (found++ == 0) {
			at[0] = i;
			sizes[0] = size;
		}
		at[1] = at[2];
		sizes[1] = sizes[2];
		at[2] = i;
		sizes[2] = size;
		i += size - 1;
	}
	for (i = found > 1 ? 1 : 2; found > 0 && i <= 2; i++)
		count = add_halves(halves, count,
		    (struct newsconv_text){title.data + at[i] + sizes[i],
			title.size - at[i] - sizes[i]},
		    (struct newsconv_text){title.data, at[i]});
	if (found > 0)
		count = add_halves(halves, count,
		    (struct newsconv_text){title.data, at[0]},
		    (struct newsconv_text){title.data + at[0] + sizes[0],
			title.size - at[0] - sizes[0]});
	return count;
}

/* -------------------------------------------------------------- first pass */

struct newsconv_folder *
nc_folder_new(void)
{
	struct newsconv_folder *folder = calloc(1, sizeof(*folder));

	if (folder == NULL)
		return NULL;
	folder->lines.most = LINES_MOST;
	folder->sketches.most = SKETCHES_MOST;
	return folder;
}

void
nc_folder_free(struct newsconv_folder *folder)
{
	if (folder == NULL)
		return;
	nc_pile_free(&folder->lines);
	nc_pile_free(&folder->sketches);
	free(folder->sketch_sizes);
	free(folder->entries);
	free(folder);
}

static int
compare_hashes(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static size_t
sort_unique(uint64_t *hashes, size_t count)
{
	size_t kept = 0, i;

	if (count > 0)
		qsort(hashes, count, sizeof(*hashes), compare_hashes);
	for (i = 0; i < count; i++)
		if (kept == 0 || hashes[kept - 1] != hashes[i])
			hashes[kept++] = hashes[i];
	return kept;
}

/* The first line, the names it may carry, and what is left without them. */
static size_t
hash_title(uint64_t *hashes, struct newsconv_text title)
{
	struct halves halves[SITES];
	size_t count = halve_title(halves, title), used = 0, i;
	struct line_hash line = hash_line(title);

	if (line.hash == 0)
		return 0;
	hashes[used++] = of_kind(line.hash, KIND_FIRST);
	if (line.columns >= TITLE_COLUMNS)
		hashes[used++] = of_kind(line.hash, KIND_TITLE);
	for (i = 0; i < count; i++) {
		line = hash_line(halves[i].site);
		if (line.hash != 0)
			hashes[used++] = of_kind(line.hash, KIND_SITE);
		line = hash_line(halves[i].rest);
		if (line.hash != 0 && line.columns >= TITLE_COLUMNS)
			hashes[used++] = of_kind(line.hash, KIND_TITLE);
	}
	return used;
}

/* The smallest hashes of its sentences stand for the file. */
static bool
add_sketch(struct newsconv_folder *folder, uint64_t *hashes, size_t count)
{
	size_t i;

	count = sort_unique(hashes, count);
	if (count > SKETCH)
		count = SKETCH;
	folder->sketch_sizes[folder->files] = (uint8_t)count;
	for (i = 0; i < count; i++)
		if (!nc_pile_add(&folder->sketches, hashes[i], folder->files))
			return false;
	return true;
}

static bool
add_hashes(struct newsconv_folder *folder, uint64_t *hashes, size_t count)
{
	size_t i;

	count = sort_unique(hashes, count);
	for (i = 0; i < count; i++)
		if (!nc_pile_add(&folder->lines, hashes[i], folder->files))
			return false;
	return true;
}

static bool
room_for_file(struct newsconv_folder *folder)
{
	size_t capacity = folder->file_capacity == 0
	    ? 64
	    : 2 * folder->file_capacity;
	uint8_t *sizes;

	if (folder->files < folder->file_capacity)
		return true;
	sizes = realloc(folder->sketch_sizes, capacity);
	if (sizes == NULL)
		return false;
	folder->sketch_sizes = sizes;
	folder->file_capacity = capacity;
	return true;
}

bool
nc_folder_add(struct newsconv_folder *folder, const struct nc_dump *dump)
{
	size_t room = dump->line_count + 2 + 2 * SITES;
	uint64_t *hashes = calloc(room, sizeof(*hashes));
	uint64_t *longs = calloc(room, sizeof(*longs));
	size_t count = 0, long_count = 0, i;
	bool done = false;

	if (hashes == NULL || longs == NULL || !room_for_file(folder))
		goto out;
	for (i = 0; i < dump->line_count; i++) {
		struct line_hash line = hash_line(dump->lines[i].text);

		if (line.hash == 0)
			continue;
		hashes[count++] = of_kind(line.hash, KIND_LINE);
		if (line.columns >= LONG_COLUMNS &&
		    nc_text_ends_sentence(dump->lines[i].text))
			longs[long_count++] = line.hash;
	}
	if (dump->line_count > 0)
		count += hash_title(hashes + count, dump->lines[0].text);
	done = add_sketch(folder, longs, long_count) &&
	    add_hashes(folder, hashes, count);
	folder->files++;
out:
	free(hashes);
	free(longs);
	return done;
}

/* ---------------------------------------------------------------- editions */

static uint32_t
root_of(uint32_t *parents, uint32_t file)
{
	while (parents[file] != file) {
		parents[file] = parents[parents[file]];
		file = parents[file];
	}
	return file;
}

/* Files that stand next to each other under a hash, as one number. */
static size_t
find_neighbours(uint64_t *neighbours, const struct nc_pile *sketches)
{
	size_t count = 0, i;

	for (i = 1; i < sketches->count; i++)
		if (sketches->pairs[i].hash == sketches->pairs[i - 1].hash)
			neighbours[count++] =
			    (uint64_t)sketches->pairs[i - 1].file << 32 |
			    sketches->pairs[i].file;
	return count;
}

/* Two in five of the sentences that stand for one stand for the other. */
static void
unite_editions(uint32_t *parents, const struct newsconv_folder *folder,
    const uint64_t *neighbours, size_t count)
{
	size_t first, end;

	for (first = 0; first < count; first = end) {
		uint32_t a = (uint32_t)(neighbours[first] >> 32);
		uint32_t b = (uint32_t)neighbours[first];
		unsigned size = folder->sketch_sizes[a];

		for (end = first;
		     end < count && neighbours[end] == neighbours[first]; end++)
			;
		if (folder->sketch_sizes[b] < size)
			size = folder->sketch_sizes[b];
		if (5 * (end - first) < 2 * size)
			continue;
		a = root_of(parents, a);
		b = root_of(parents, b);
		parents[a > b ? a : b] = a > b ? b : a;
	}
}

/* For each file the one that stands for its editions; NULL: no memory. */
static uint32_t *
find_editions(struct newsconv_folder *folder)
{
	uint32_t *parents = calloc((size_t)folder->files + 1, sizeof(*parents));
	uint64_t *neighbours;
	size_t count;
	uint32_t i;

	nc_pile_sort(&folder->sketches);
	neighbours = calloc(folder->sketches.count + 1, sizeof(*neighbours));
	if (parents == NULL || neighbours == NULL) {
		free(parents);
		free(neighbours);
		return NULL;
	}
	for (i = 0; i < folder->files; i++)
		parents[i] = i;
	count = find_neighbours(neighbours, &folder->sketches);
	if (count > 0)
		qsort(neighbours, count, sizeof(*neighbours), compare_hashes);
	unite_editions(parents, folder, neighbours, count);
	free(neighbours);
	return parents;
}

/* Of what stands in one article only, titles alone are worth keeping. */
static void
count_articles(struct newsconv_folder *folder)
{
	struct nc_pair *pairs = folder->lines.pairs;
	size_t first, end;

	folder->entry_count = 0;
	for (first = 0; first < folder->lines.count; first = end) {
		uint64_t hash = pairs[first].hash;

		for (end = first;
		     end < folder->lines.count && pairs[end].hash == hash;
		     end++)
			;
		if (end - first < 2 && (hash & (KINDS - 1)) != KIND_TITLE)
			continue;
		folder->entries[folder->entry_count].hash = hash;
		folder->entries[folder->entry_count++].file = (uint32_t)(end -
		    first);
	}
}

bool
nc_folder_finish(struct newsconv_folder *folder)
{
	uint32_t *parents = find_editions(folder), i;
	struct nc_pair *entries;
	size_t j;

	if (parents == NULL)
		return false;
	for (i = 0; i < folder->files; i++)
		folder->articles += root_of(parents, i) == i;
	for (j = 0; j < folder->lines.count; j++)
		folder->lines.pairs[j].file = root_of(
		    parents, folder->lines.pairs[j].file);
	free(parents);
	nc_pile_sort(&folder->lines);
	/* The counts are written over the pairs they are made of. */
	folder->entries = folder->lines.pairs;
	count_articles(folder);
	memset(&folder->lines, 0, sizeof(folder->lines));
	nc_pile_free(&folder->sketches);
	free(folder->sketch_sizes);
	folder->sketch_sizes = NULL;
	entries = realloc(
	    folder->entries, (folder->entry_count + 1) * sizeof(*entries));
	if (entries != NULL)
		folder->entries = entries;
	return true;
}

/* ------------------------------------------------------------- second pass */

/* How many articles have it; 0 for one alone. */
static uint32_t
articles_with(const struct newsconv_folder *folder, uint64_t hash)
{
	size_t low = 0, high = folder->entry_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (folder->entries[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < folder->entry_count && folder->entries[low].hash == hash
	    ? folder->entries[low].file
	    : 0;
}

/* 32 times the binary logarithm of x, which is not 0, rounded down. */
static int
doublings(uint64_t x)
{
	int whole = 0, result, i;

	while (x >> whole > 1)
		whole++;
	/* The mantissa, 2^31 for 1; each squaring gives one more bit. */
	x = whole > 31 ? x >> (whole - 31) : x << (31 - whole);
	result = whole;
	for (i = 0; i < 5; i++) {
		x = x * x >> 31;
		result = 2 * result + (x >> 32 != 0);
		if (x >> 32 != 0)
			x >>= 1;
	}
	return result;
}

/*
 * A line of boilerplate recurs in every other article of its site, one of the
 * body in one of a hundred, and hardly in a second one: with a of n articles,
 *
 *	(a - 1 + 0.05) / (n / 100 + 0.05) * (a - 1)^2
 *
 * In integers, so that it is the same on every machine.  There is a limit, for
 * folders of one text with changes exist.
 */
static int
score(const struct newsconv_folder *folder, uint32_t articles)
{
	uint64_t others = articles - 1;
	int result;

	if (articles < 2)
		return 0;
	result = doublings(5 * (20 * others + 1)) -
	    doublings((uint64_t)folder->articles + 5) + 2 * doublings(others);
	if (result < 0)
		return 0;
	return result > SCORE_MOST ? SCORE_MOST : result;
}

/* Recurs in an article for other reasons: the same reporter, the same day. */
static bool
recurs_by_itself(const struct nc_features *features)
{
	return features->date || features->clock || features->name_like ||
	    features->signature ||
	    (features->marks.prefix[NC_MARKER_BYLINE] > 0 &&
		features->columns <= BYLINE_COLUMNS);
}

/* Of a block of several lines, those of the rarest. */
static uint32_t
articles_with_block(const struct newsconv_folder *folder,
    const struct nc_dump *dump, const struct nc_run *run)
{
	uint32_t least = UINT32_MAX, articles;
	size_t i;

	for (i = run->first_line; i < run->end_line && least > 0; i++) {
		struct line_hash line = hash_line(dump->lines[i].text);

		articles = line.hash == 0
		    ? 0
		    : articles_with(folder, of_kind(line.hash, KIND_LINE));
		if (articles < least)
			least = articles;
	}
	return least;
}

/* The hashes by which other files know this one's title. */
struct own_title {
	uint64_t hashes[2 + 2 * SITES];
	size_t count;
};

static bool
is_other_title(const struct newsconv_folder *folder,
    const struct own_title *own, struct newsconv_text text)
{
	struct line_hash line = hash_line(text);
	uint64_t hash = of_kind(line.hash, KIND_TITLE);
	size_t i;

	if (line.hash == 0 || line.columns < TITLE_COLUMNS ||
	    articles_with(folder, hash) == 0)
		return false;
	for (i = 0; i < own->count; i++)
		if (own->hashes[i] == hash)
			return false;
	return true;
}

static void
note_block(struct nc_folder_note *note, const struct newsconv_folder *folder,
    const struct nc_features *features, uint32_t articles)
{
	if (articles < 2 || recurs_by_itself(features))
		return;
	note->other = (int16_t)score(folder, articles);
	if (features->columns <= SHORT_COLUMNS)
		note->other /= 2;
	/* Links recur as well, but a paragraph is none. */
	note->related = features->prose ? 0 : note->other;
}

void
nc_folder_notes(struct nc_folder_note *notes,
    const struct newsconv_folder *folder, const struct nc_dump *dump,
    const struct nc_layout *layout, const struct nc_features *features)
{
	struct own_title own;
	struct line_hash first;
	size_t i;

	memset(notes, 0, layout->count * sizeof(*notes));
	if (folder->articles < 2 || layout->count == 0)
		return;
	own.count = hash_title(own.hashes, dump->lines[0].text);
	for (i = 0; i < layout->count; i++) {
		const struct nc_run *run = &layout->runs[i];

		if (i > 0 && is_other_title(folder, &own, run->text))
			notes[i].related = TITLE_SCORE;
		else
			note_block(&notes[i], folder, &features[i],
			    articles_with_block(folder, dump, run));
	}
	first = hash_line(dump->lines[0].text);
	notes[0].masthead = first.hash != 0 &&
	    articles_with(folder, of_kind(first.hash, KIND_FIRST)) >= MASTHEADS;
}

struct newsconv_text
nc_folder_strip(const struct newsconv_folder *folder,
    struct newsconv_text title, struct newsconv_text *site)
{
	struct halves halves[SITES];
	size_t count = halve_title(halves, title), i;

	site->data = "";
	site->size = 0;
	for (i = 0; i < count; i++) {
		struct line_hash line = hash_line(halves[i].site);
		uint32_t articles = line.hash == 0
		    ? 0
		    : articles_with(folder, of_kind(line.hash, KIND_SITE));

		if (articles < 2 || (articles == 2 && folder->articles > 2))
			continue;
		*site = halves[i].site;
		return halves[i].rest;
	}
	return title;
}
