/* Looking phrases up in a folded line. */
#include <stddef.h>
#include <string.h>

#include "markers.h"
#include "swar.h"
#include "utf8.h"

static uint16_t *
list_of(struct nc_phrase_index *index, const struct nc_phrase *phrase)
{
	switch (phrase->position) {
	case NC_POSITION_SUFFIX:
		return &index->back[nc_phrase_head(
		    phrase->text + phrase->size - 2)];
	case NC_POSITION_INSIDE:
		index->inside_begins[(unsigned char)phrase->text[0]] = true;
		return &index->inside[nc_phrase_head(phrase->text)];
	default:
		return &index->front[nc_phrase_head(phrase->text)];
	}
}

static void
add_phrases(struct nc_phrase_index *index, const struct nc_language *language)
{
	const struct nc_phrase *phrase = language->phrases;

	for (; phrase->text != NULL && index->count < NC_PHRASES_MAX;
	     phrase++) {
		uint16_t *list = list_of(index, phrase);

		index->next[index->count] = *list;
		*list = (uint16_t)index->count++;
	}
}

static void
add_months(struct nc_languages *languages, const struct nc_language *language)
{
	const struct nc_month *month = language->months;

	for (; month->name != NULL; month++) {
		languages->date_begins[(unsigned char)month->name[0]] = true;
		languages->month_heads[nc_phrase_head(month->name)] = true;
	}
}

static void
fill_index(struct nc_languages *languages)
{
	struct nc_phrase_index *index = &languages->phrases;

	memset(index, 0, offsetof(struct nc_phrase_index, next));
	index->count = 1;
	if (languages->count > 0)
		add_phrases(index, languages->tables[0]);
	languages->second_phrases = index->count;
	if (languages->count > 1)
		add_phrases(index, languages->tables[1]);
}

void
nc_languages_choose(struct nc_languages *languages, const char *tag)
{
	static const char *const no_words[] = {NULL};
	const struct nc_language *own = nc_language_find(nc_text(tag));
	const struct nc_language *english = nc_language_find(nc_text("en"));
	size_t i;

	languages->count = 0;
	if (own != NULL)
		languages->tables[languages->count++] = own;
	if (english != NULL && english != own)
		languages->tables[languages->count++] = english;
	fill_index(languages);
	memset(languages->date_begins, 0, sizeof(languages->date_begins));
	memset(languages->date_begins + '0', true, 10);
	memset(languages->month_heads, 0, sizeof(languages->month_heads));
	for (i = 0; i < languages->count; i++)
		add_months(languages, languages->tables[i]);
	nc_word_set_fill(&languages->function_words,
	    languages->count > 0 ? languages->tables[0]->words : no_words);
}

/* Punctuation that may follow a whole-line marker. */
static size_t
size_without_end(const struct nc_fold *fold)
{
	size_t size = fold->size;

	while (size > 0 && strchr(" .:!>-", fold->text[size - 1]) != NULL)
		size--;
	return size;
}

static void
keep_longest(uint8_t *longest, size_t size)
{
	if (size > *longest)
		*longest = (uint8_t)size;
}

/* Most that begin alike end otherwise: memcmp() is called for few. */
static bool
stands_at(const char *text, const struct nc_phrase *phrase)
{
	size_t size = phrase->size;

	return text[size - 1] == phrase->text[size - 1] &&
	    memcmp(text, phrase->text, size) == 0;
}

static void
find_at_front(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold)
{
	const struct nc_phrase_index *index = &languages->phrases;
	size_t whole_size = size_without_end(fold), next;

	for (next = index->front[nc_phrase_head(fold->text)]; next != 0;
	     next = index->next[next]) {
		const struct nc_phrase *phrase = nc_phrase_of(languages, next);
		size_t size = phrase->size;

		if (size > fold->size || !stands_at(fold->text, phrase))
			continue;
		if (phrase->position == NC_POSITION_PREFIX) {
			if (!nc_fold_inside_word(fold, size))
				keep_longest(
				    &marks->prefix[phrase->marker], size);
		} else if (fold->whole && whole_size <= size) {
			/* With its own end punctuation or without. */
			keep_longest(&marks->whole[phrase->marker], size);
		}
	}
}

static void
find_at_back(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold)
{
	const struct nc_phrase_index *index = &languages->phrases;
	const char *end = fold->text + fold->size;
	size_t next;

	if (!fold->whole)
		return;
	for (next = index->back[nc_phrase_head(end - 2)]; next != 0;
	     next = index->next[next]) {
		const struct nc_phrase *phrase = nc_phrase_of(languages, next);
		size_t size = phrase->size;

		if (size <= fold->size &&
		    memcmp(end - size, phrase->text, size) == 0 &&
		    !nc_fold_inside_word(fold, fold->size - size))
			keep_longest(&marks->suffix[phrase->marker], size);
	}
}

static void
find_inside_at(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold, size_t at)
{
	const struct nc_phrase_index *index = &languages->phrases;
	size_t next;

	for (next = index->inside[nc_phrase_head(fold->text + at)]; next != 0;
	     next = index->next[next]) {
		const struct nc_phrase *phrase = nc_phrase_of(languages, next);
		size_t size = phrase->size;

		if (size <= fold->size - at &&
		    stands_at(fold->text + at, phrase) &&
		    !nc_fold_inside_word(fold, at) &&
		    !nc_fold_inside_word(fold, at + size))
			keep_longest(&marks->inside[phrase->marker], size);
	}
}

/* The places among eight bytes that are not between two ASCII letters. */
static uint64_t
edges(uint64_t word, uint64_t *letter_before)
{
	uint64_t letters = nc_swar_letters(word);
	uint64_t before = letters << 8 | *letter_before;

	*letter_before = letters >> 56;
	return ~(letters & before) & NC_SWAR_TOPS;
}

/* Most places are inside words, where no phrase begins. */
static void
find_inside(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold)
{
	const bool *begins = languages->phrases.inside_begins;
	uint64_t letter_before = 0, places;
	size_t i, at;

	for (i = 0; i < fold->size; i += NC_SWAR)
		for (places =
			 edges(nc_swar_load(fold->text + i), &letter_before);
		     places != 0; places &= places - 1) {
			at = i + nc_swar_before(places);
			if (at + 1 < fold->size &&
			    begins[(unsigned char)fold->text[at]])
				find_inside_at(marks, languages, fold, at);
		}
}

size_t
nc_prefix_within(const struct nc_fold *fold, size_t at, size_t end,
    enum nc_marker marker, const struct nc_languages *languages)
{
	const struct nc_phrase_index *index = &languages->phrases;
	size_t longest = 0, next;

	for (next = index->front[nc_phrase_head(fold->text + at)]; next != 0;
	     next = index->next[next]) {
		const struct nc_phrase *phrase = nc_phrase_of(languages, next);
		size_t size = phrase->size;

		if (phrase->marker == marker && size > longest &&
		    phrase->position == NC_POSITION_PREFIX &&
		    size <= end - at && stands_at(fold->text + at, phrase) &&
		    !nc_fold_inside_word(fold, at + size))
			longest = size;
	}
	return longest;
}

void
nc_marks_find(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold)
{
	memset(marks, 0, sizeof(*marks));
	if (fold->size < 2)
		return;
	find_at_front(marks, languages, fold);
	find_at_back(marks, languages, fold);
	find_inside(marks, languages, fold);
}
