/*
 * Reads the corpus.  Each dump becomes an example; some, chosen by a hash of
 * their name, also without their headline, cut down to a few paragraphs, with
 * a part of a page's boilerplate, with the byline at the end, or with more
 * boilerplate amid a page's body: such dumps exist and the corpus has few.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blocks.h"
#include "dumps.h"
#include "input.h"

enum variant {
	WHOLE,
	NO_HEADLINE,
	BARE_BODY,
	BRIEF,   /* headline and a few paragraphs */
	THINNED, /* of a page, what a careless extractor leaves */
	SIGNED,  /* its byline below the body */
	CUT,     /* a page, of its body a few paragraphs */
	SPLICED, /* a page, other lines of it amid its body */
	VARIANTS
};

enum { ANY = 1u << 31, BARE_LINES = 3 };

/* The kinds that each label of the corpus stands for. */
static const struct {
	const char *label;
	unsigned kinds;
} meanings[] = {
    {"headline", 1u << NC_KIND_HEADLINE},
    {"dek", 1u << NC_KIND_DEK},
    {"byline", 1u << NC_KIND_BYLINE},
    {"date", 1u << NC_KIND_DATE},
    {"body", 1u << NC_KIND_BODY},
    {"caption", 1u << NC_KIND_CAPTION},
    {"related", 1u << NC_KIND_RELATED},
    {"other", 1u << NC_KIND_OTHER},
    {"pagetitle", 1u << NC_KIND_PAGE_TITLE},
    {"linkish", 1u << NC_KIND_RELATED | 1u << NC_KIND_OTHER},
    {"teaser", 1u << NC_KIND_RELATED | 1u << NC_KIND_OTHER},
    {"ambig", ANY},
};

void *
must(void *memory)
{
	if (memory == NULL) {
		perror("train");
		exit(1);
	}
	return memory;
}

char *
read_whole(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	size_t capacity = 1 << 16;
	char *bytes = must(malloc(capacity));

	if (file == NULL) {
		perror(path);
		exit(1);
	}
	*size = 0;
	while ((*size += fread(bytes + *size, 1, capacity - *size - 1, file)) ==
	    capacity - 1)
		bytes = must(realloc(bytes, capacity *= 2));
	fclose(file);
	bytes[*size] = '\0';
	return bytes;
}

void
read_dump(struct nc_dump *dump, const char *path)
{
	struct newsconv_text bytes;
	struct newsconv_error error;
	char *data = read_whole(path, &bytes.size);

	memset(dump, 0, sizeof(*dump));
	dump->arena = must(nc_arena_new(SIZE_MAX / 2));
	bytes.data = must(nc_arena_copy(dump->arena, data, bytes.size));
	free(data);
	if (nc_input_decode(dump, dump->arena, bytes, NULL, &error) < 0)
		must(NULL);
}

static unsigned
hash(const char *text)
{
	uint32_t value = UINT32_C(0x811c9dc5);

	while (*text != '\0')
		value = (value ^ (unsigned char)*text++) * UINT32_C(0x01000193);
	return value ^ value >> 15;
}

/* ---------------------------------------------------------------- the truth */

/* The kinds of each line, by its number; 0 for blank lines. */
static unsigned *
read_truth(const json_t *gold, size_t *lines)
{
	const json_t *entries = json_object_get(gold, "lines"), *entry;
	unsigned *kinds;
	size_t i, j;

	*lines = 1;
	json_array_foreach(entries, i, entry)
	{
		size_t number = (size_t)json_integer_value(
		    json_array_get(entry, 0));

		if (number >= *lines)
			*lines = number + 1;
	}
	kinds = must(calloc(*lines, sizeof(*kinds)));
	json_array_foreach(entries, i, entry)
	{
		const char *label = json_string_value(json_array_get(entry, 1));

		for (j = 0; j < sizeof(meanings) / sizeof(*meanings); j++)
			if (strcmp(meanings[j].label, label) == 0)
				kinds[json_integer_value(json_array_get(
				    entry, 0))] = meanings[j].kinds;
	}
	return kinds;
}

/* Of a block of several lines, what most of them are. */
static unsigned
kinds_of(const struct nc_blocks *blocks, const struct nc_run *run,
    const unsigned *truth, size_t lines)
{
	unsigned best = ANY, best_count = 0, count;
	size_t i, j;

	for (i = run->first_line; i < run->end_line; i++) {
		uint64_t number = blocks->dump.lines[i].number;
		unsigned kinds = number < lines ? truth[number] : 0;

		count = 0;
		for (j = run->first_line; j < run->end_line; j++)
			count += blocks->dump.lines[j].number < lines &&
			    truth[blocks->dump.lines[j].number] == kinds;
		if (kinds != 0 && count > best_count) {
			best = kinds;
			best_count = count;
		}
	}
	return best;
}

struct outline {
	size_t headline; /* == count: none */
	size_t body;
	size_t body_last;
	size_t count;
};

/* One headline is left, the longest. */
static void
find_outline(
    struct outline *outline, unsigned *kinds, const struct nc_blocks *blocks)
{
	size_t count = blocks->layout.count, i;

	outline->count = outline->headline = outline->body = count;
	outline->body_last = 0;
	for (i = 0; i < count; i++) {
		if (kinds[i] == 1u << NC_KIND_HEADLINE &&
		    (outline->headline == count ||
			blocks->features[i].columns >
			    blocks->features[outline->headline].columns))
			outline->headline = i;
		if (kinds[i] != 1u << NC_KIND_BODY)
			continue;
		if (outline->body == count)
			outline->body = i;
		outline->body_last = i;
	}
	for (i = 0; i < count; i++)
		if (kinds[i] == 1u << NC_KIND_HEADLINE &&
		    i != outline->headline)
			kinds[i] = ANY;
}

/* The phases that a block may be in, as bits. */
static unsigned
phases_of(const struct outline *outline, size_t block, unsigned kinds)
{
	if (block == outline->headline)
		return 1u << NC_PHASE_HEADLINE;
	if (outline->headline < outline->count && block < outline->headline)
		return 1u << NC_PHASE_LEAD;
	if (block < outline->body)
		return (outline->headline == outline->count
			       ? 1u << NC_PHASE_LEAD
			       : 0) |
		    1u << NC_PHASE_HEADER |
		    (kinds == ANY ? 1u << NC_PHASE_BODY : 0);
	if (block <= outline->body_last)
		return 1u << NC_PHASE_BODY;
	return 1u << NC_PHASE_TAIL | (kinds == ANY ? 1u << NC_PHASE_BODY : 0);
}

static uint32_t
states_of(unsigned kinds, unsigned phases)
{
	uint32_t states = 0;
	unsigned i;

	for (i = 0; i < NC_STATES; i++)
		if ((kinds == ANY || (kinds >> nc_state_kind[i] & 1)) &&
		    (phases >> nc_state_phase[i] & 1) &&
		    nc_state_kind[i] !=
			(kinds == ANY ? NC_KIND_PAGE_TITLE : NC_STATES))
			states |= UINT32_C(1) << i;
	return states != 0 ? states
	    : kinds == ANY ? UINT32_MAX
			   : states_of(ANY, phases);
}

/* ------------------------------------------------------------ the examples */

struct chooser {
	enum variant variant;
	const unsigned *truth;
	size_t lines;
	size_t body_lines;
	unsigned seed;
};

static unsigned
truth_of(const struct chooser *chooser, const struct nc_line *line)
{
	return line->number < chooser->lines ? chooser->truth[line->number]
					     : ANY;
}

static bool
wanted(struct chooser *chooser, const struct nc_line *line)
{
	unsigned kinds = truth_of(chooser, line), chance;
	const unsigned boilerplate = 1u << NC_KIND_OTHER;

	switch (chooser->variant) {
	case NO_HEADLINE:
		return kinds != ANY && kinds != 1u << NC_KIND_HEADLINE &&
		    kinds != 1u << NC_KIND_PAGE_TITLE &&
		    kinds != 1u << NC_KIND_DEK;
	case BRIEF:
		if (kinds == 1u << NC_KIND_HEADLINE)
			return true;
		/* fall through */
	case BARE_BODY:
		return kinds == 1u << NC_KIND_BODY &&
		    ++chooser->body_lines <= BARE_LINES;
	case CUT:
		return kinds != 1u << NC_KIND_BODY ||
		    ++chooser->body_lines <= 1 + chooser->seed % 4;
	case THINNED:
		chooser->body_lines += kinds == 1u << NC_KIND_BODY;
		chance =
		    ((unsigned)line->number * 40503u + chooser->seed) >> 7 & 15;
		if (kinds != ANY && (kinds & boilerplate) != 0)
			return chance < (chooser->body_lines > 0
						? 1 + chooser->seed % 5
						: 1);
		return kinds != 1u << NC_KIND_PAGE_TITLE;
	default:
		return true;
	}
}

/* Bylines go behind the last line of the body. */
static void
move_bylines(struct nc_dump *dump, const struct chooser *chooser)
{
	size_t count = dump->line_count, last = 0, used = 0, i;
	struct nc_line *lines = must(calloc(count + 1, sizeof(*lines)));

	for (i = 0; i < count; i++)
		if (truth_of(chooser, &dump->lines[i]) == 1u << NC_KIND_BODY)
			last = i;
	for (i = 0; i <= last && i < count; i++)
		if (truth_of(chooser, &dump->lines[i]) != 1u << NC_KIND_BYLINE)
			lines[used++] = dump->lines[i];
	for (i = 0; i < last; i++)
		if (truth_of(chooser, &dump->lines[i]) == 1u << NC_KIND_BYLINE)
			lines[used++] = dump->lines[i];
	memcpy(dump->lines, lines, used * sizeof(*lines));
	free(lines);
}

/* The line in the middle of the body. */
static size_t
middle_of(const struct nc_dump *dump, const struct chooser *chooser)
{
	size_t lines = 0, before = 0, i;

	for (i = 0; i < dump->line_count; i++)
		lines += truth_of(chooser, &dump->lines[i]) ==
		    1u << NC_KIND_BODY;
	for (i = 0; i < dump->line_count; i++)
		if (truth_of(chooser, &dump->lines[i]) == 1u << NC_KIND_BODY &&
		    before++ == lines / 2)
			return i;
	return 0;
}

/* Some lines of boilerplate also go into the middle of the body. */
static void
splice(struct nc_dump *dump, const struct chooser *chooser)
{
	size_t count = dump->line_count, middle = middle_of(dump, chooser);
	size_t wanted_lines = 3 + chooser->seed / 7 % 12, used = middle, i;
	const unsigned boilerplate = 1u << NC_KIND_OTHER |
	    1u << NC_KIND_RELATED;
	struct nc_line *lines = must(
	    nc_arena_array(dump->arena, 2 * count, sizeof(*lines)));

	memcpy(lines, dump->lines, middle * sizeof(*lines));
	for (i = middle + chooser->seed / 5 % (count - middle); i < count; i++)
		if ((truth_of(chooser, &dump->lines[i]) & boilerplate) != 0 &&
		    truth_of(chooser, &dump->lines[i]) != ANY &&
		    used < middle + wanted_lines)
			lines[used++] = dump->lines[i];
	memcpy(lines + used, dump->lines + middle,
	    (count - middle) * sizeof(*lines));
	dump->lines = lines;
	dump->line_count = used + count - middle;
}

static void
vary(struct nc_dump *dump, struct chooser *chooser)
{
	size_t kept = 0, i;

	for (i = 0; i < dump->line_count; i++)
		if (wanted(chooser, &dump->lines[i]))
			dump->lines[kept++] = dump->lines[i];
	dump->line_count = kept;
	if (chooser->variant == SPLICED && kept > 0)
		splice(dump, chooser);
	if (chooser->variant == SIGNED && kept > 0)
		move_bylines(dump, chooser);
}

static void
observe(struct example *example, const struct nc_blocks *blocks)
{
	struct nc_surroundings around;

	if (!nc_surroundings_find(&around, &blocks->layout, blocks->features) ||
	    !nc_observe(&example->observations, &around))
		must(NULL);
	example->count = blocks->layout.count;
	example->chain = around.page ? NC_CHAIN_PAGE : NC_CHAIN_EXTRACT;
	nc_surroundings_free(&around);
}

static void
add_truth(struct example *example, const struct nc_blocks *blocks,
    const unsigned *truth, size_t lines)
{
	unsigned *kinds = must(calloc(example->count + 1, sizeof(*kinds)));
	struct outline outline;
	size_t i;

	example->allowed = must(
	    calloc(example->count + 1, sizeof(*example->allowed)));
	for (i = 0; i < example->count; i++)
		kinds[i] = kinds_of(
		    blocks, &blocks->layout.runs[i], truth, lines);
	find_outline(&outline, kinds, blocks);
	for (i = 0; i < example->count; i++)
		example->allowed[i] = states_of(
		    kinds[i], phases_of(&outline, i, kinds[i]));
	free(kinds);
}

static void
add_example(struct dumps *dumps, const struct dump_file *file,
    const json_t *gold, enum variant variant)
{
	struct example *example = &dumps->examples[dumps->example_count];
	struct nc_blocks blocks;
	struct nc_dump dump;
	size_t lines;
	unsigned *truth = read_truth(gold, &lines);
	struct chooser chooser = {variant, truth, lines, 0, hash(file->id)};

	read_dump(&dump, file->path);
	vary(&dump, &chooser);
	if (dump.line_count > 0 && nc_blocks_find(&blocks, &dump)) {
		observe(example, &blocks);
		add_truth(example, &blocks, truth, lines);
		example->fold = file->fold;
		/* A thinned page that is still one would teach wrong odds. */
		if (variant != THINNED || example->chain == NC_CHAIN_EXTRACT)
			dumps->example_count++;
		nc_blocks_free(&blocks);
	}
	nc_arena_free(dump.arena);
	free(truth);
}

static void
add_file(struct dumps *dumps, const char *directory, const json_t *gold)
{
	struct dump_file *file = &dumps->files[dumps->file_count++];
	const char *name = json_string_value(json_object_get(gold, "file"));
	const char *site = json_string_value(json_object_get(gold, "site"));
	size_t size = strlen(directory) + strlen(name) + 2;
	const char *style = json_string_value(json_object_get(gold, "style"));
	unsigned chance;

	file->id = must(strdup(json_string_value(json_object_get(gold, "id"))));
	file->path = must(malloc(size));
	snprintf(file->path, size, "%s/%s", directory, name);
	file->fold = hash(site) % FOLDS;
	chance = hash(file->id) % 20;
	file->example = dumps->example_count;
	add_example(dumps, file, gold, WHOLE);
	if (strcmp(style, "page") != 0 && chance < 2)
		add_example(dumps, file, gold, NO_HEADLINE);
	if (chance == 2)
		add_example(dumps, file, gold, BARE_BODY);
	if (strcmp(style, "page") != 0 && chance > 16)
		add_example(dumps, file, gold, BRIEF);
	if (strcmp(style, "page") == 0 && chance < 8)
		add_example(dumps, file, gold, THINNED);
	if (strcmp(style, "page") == 0 && chance % 2 == 0)
		add_example(dumps, file, gold, CUT);
	if (strcmp(style, "page") == 0 && chance % 2 == 1)
		add_example(dumps, file, gold, SPLICED);
	if (strcmp(style, "page") != 0 && chance < 6)
		add_example(dumps, file, gold, SIGNED);
}

void
dumps_read(struct dumps *dumps, const char *directory)
{
	char path[4096], *text, *line, *rest;
	size_t size, count = 0;

	memset(dumps, 0, sizeof(*dumps));
	snprintf(path, sizeof(path), "%s/gold.jsonl", directory);
	text = read_whole(path, &size);
	for (line = text; *line != '\0'; line++)
		count += *line == '\n';
	dumps->files = must(calloc(count + 1, sizeof(*dumps->files)));
	dumps->examples = must(
	    calloc((count + 1) * VARIANTS, sizeof(*dumps->examples)));
	for (line = strtok_r(text, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest)) {
		json_t *gold = json_loads(line, 0, NULL);

		add_file(dumps, directory, must(gold));
		json_decref(gold);
	}
	free(text);
}

void
dumps_free(struct dumps *dumps)
{
	size_t i;

	for (i = 0; i < dumps->example_count; i++) {
		free(dumps->examples[i].allowed);
		nc_observations_free(&dumps->examples[i].observations);
	}
	for (i = 0; i < dumps->file_count; i++) {
		free(dumps->files[i].id);
		free(dumps->files[i].path);
	}
	free(dumps->examples);
	free(dumps->files);
}
