/*
 * The machine: all places of the program that the text so far may have led to
 * are carried on together, each at most once a character.  So the time is the
 * length of the text times that of the program, and not more.
 */
#include <stdlib.h>

#include "pattern_program.h"
#include "utf8.h"

enum {
	SMALL = 128, /* programs whose places fit on the stack */
	REPLACEMENT = 0xfffd
};

/* Places a search may visit: a second or two. */
#define VISITS_MAX UINT64_C(300000000)

struct search {
	const struct nc_pattern *pattern;
	unsigned *pending; /* places to go to before the next character */
	size_t pending_count;
	unsigned *waiting; /* places that want a character */
	size_t waiting_count;
	uint64_t *marks;   /* for each place the position it was seen at */
	uint64_t position; /* in characters, from 1 */
	uint64_t visits;
	bool at_begin, at_end, word_before, word_after;
};

static bool
is_word(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    (c >= 'a' && c <= 'z');
}

static void
go(struct search *search, size_t place)
{
	if (search->marks[place] == search->position)
		return;
	search->marks[place] = search->position;
	search->pending[search->pending_count++] = (unsigned)place;
}

static void
pass(struct search *search, size_t place, bool holds)
{
	if (holds)
		go(search, place + 1);
}

/* Go on without a character; true when the end of the program is reached. */
static bool
follow(struct search *search)
{
	while (search->pending_count > 0) {
		size_t place = search->pending[--search->pending_count];
		const struct nc_pattern_instruction *instruction =
		    &search->pattern->program[place];
		size_t target = (size_t)((long)place + instruction->jump);
		bool boundary = search->word_before != search->word_after;

		search->visits++;
		switch (instruction->op) {
		case NC_OP_CHARACTER:
		case NC_OP_SET:
			search->waiting[search->waiting_count++] =
			    (unsigned)place;
			break;
		case NC_OP_SPLIT:
			go(search, place + 1);
			go(search, target);
			break;
		case NC_OP_JUMP:
			go(search, target);
			break;
		case NC_OP_BEGIN:
			pass(search, place, search->at_begin);
			break;
		case NC_OP_END:
			pass(search, place, search->at_end);
			break;
		case NC_OP_BOUNDARY:
			pass(search, place, boundary);
			break;
		case NC_OP_NO_BOUNDARY:
			pass(search, place, !boundary);
			break;
		case NC_OP_MATCH:
			return true;
		}
	}
	return false;
}

static void
take(struct search *search, uint32_t c)
{
	size_t count = search->waiting_count, i;

	search->waiting_count = 0;
	search->position++;
	for (i = 0; i < count; i++) {
		size_t place = search->waiting[i];
		const struct nc_pattern_instruction *instruction =
		    &search->pattern->program[place];

		if (instruction->op == NC_OP_CHARACTER
			? instruction->character == c
			: nc_pattern_set_has(instruction->set, c))
			go(search, place + 1);
	}
}

static int
run(struct search *search, const char *text, size_t size)
{
	size_t offset = 0, length;
	uint32_t c = 0;

	search->position = 1;
	for (;;) {
		length = nc_utf8_decode(text + offset, size - offset, &c);
		if (length == 0 && offset < size) {
			length = 1;
			c = REPLACEMENT;
		}
		search->at_begin = offset == 0;
		search->at_end = offset == size;
		search->word_after = length > 0 && is_word(c);
		if (offset == 0 || !search->pattern->anchored)
			go(search, 0);
		if (follow(search))
			return 1;
		if (length == 0 ||
		    (search->waiting_count == 0 && search->pattern->anchored))
			return 0;
		if (search->visits > VISITS_MAX)
			return NEWSCONV_TOO_LARGE;
		take(search, c);
		search->word_before = search->word_after;
		offset += length;
	}
}

int
nc_pattern_matches(
    const struct nc_pattern *pattern, const char *text, size_t size)
{
	struct search search = {.pattern = pattern};
	unsigned small_places[2 * SMALL];
	uint64_t small_marks[SMALL] = {0};
	void *memory = NULL;
	int result;

	if (pattern->size <= SMALL) {
		search.marks = small_marks;
		search.pending = small_places;
	} else {
		memory = calloc(pattern->size,
		    sizeof(*search.marks) + 2 * sizeof(*search.pending));
		if (memory == NULL)
			return NEWSCONV_NO_MEMORY;
		search.marks = memory;
		search.pending = (unsigned *)(void *)(search.marks +
		    pattern->size);
	}
	search.waiting = search.pending + pattern->size;
	result = run(&search, text, size);
	free(memory);
	return result;
}
