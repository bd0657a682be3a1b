/* Looking phrases up in a folded line, position by position. */
#include <string.h>

#include "markers.h"
#include "utf8.h"

void
nc_languages_choose(struct nc_languages *languages, const char *tag)
{
	const struct nc_language *own = nc_language_find(nc_text(tag));
	const struct nc_language *english = nc_language_find(nc_text("en"));

	languages->count = 0;
	if (own != NULL)
		languages->tables[languages->count++] = own;
	if (english != NULL && english != own)
		languages->tables[languages->count++] = english;
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

static bool
is_prefix(const struct nc_fold *fold, const char *phrase, size_t size)
{
	return size <= fold->size && memcmp(fold->text, phrase, size) == 0 &&
	    !nc_fold_inside_word(fold, size);
}

static bool
is_suffix(const struct nc_fold *fold, const char *phrase, size_t size)
{
	return fold->whole && size <= fold->size &&
	    memcmp(fold->text + fold->size - size, phrase, size) == 0 &&
	    !nc_fold_inside_word(fold, fold->size - size);
}

bool
nc_fold_contains(const struct nc_fold *fold, const char *phrase)
{
	const char *found = fold->text;
	size_t size = strlen(phrase);

	while ((found = strstr(found, phrase)) != NULL) {
		size_t start = (size_t)(found - fold->text);

		if (!nc_fold_inside_word(fold, start) &&
		    !nc_fold_inside_word(fold, start + size))
			return true;
		found++;
	}
	return false;
}

static void
keep_longest(uint16_t *longest, size_t size)
{
	if (size > *longest)
		*longest = (uint16_t)size;
}

/* Most phrases are out by their first byte. */
static bool
may_match(const struct nc_phrase *phrase, const struct nc_fold *fold)
{
	switch (phrase->position) {
	case NC_POSITION_WHOLE:
	case NC_POSITION_PREFIX:
		return phrase->text[0] == fold->text[0];
	case NC_POSITION_INSIDE:
		return memchr(fold->text, phrase->text[0], fold->size) != NULL;
	default:
		return true;
	}
}

static void
try_phrase(struct nc_marks *marks, const struct nc_phrase *phrase,
    const struct nc_fold *fold, size_t whole_size)
{
	size_t size = strlen(phrase->text);

	switch (phrase->position) {
	case NC_POSITION_WHOLE:
		/* With its own end punctuation or without. */
		if (fold->whole && whole_size <= size && size <= fold->size &&
		    memcmp(fold->text, phrase->text, size) == 0)
			keep_longest(&marks->whole[phrase->marker], size);
		break;
	case NC_POSITION_PREFIX:
		if (is_prefix(fold, phrase->text, size))
			keep_longest(&marks->prefix[phrase->marker], size);
		break;
	case NC_POSITION_SUFFIX:
		if (is_suffix(fold, phrase->text, size))
			keep_longest(&marks->suffix[phrase->marker], size);
		break;
	case NC_POSITION_INSIDE:
		if (nc_fold_contains(fold, phrase->text))
			keep_longest(&marks->inside[phrase->marker], size);
		break;
	}
}

void
nc_marks_find(struct nc_marks *marks, const struct nc_languages *languages,
    const struct nc_fold *fold)
{
	size_t whole_size = size_without_end(fold), i;
	const struct nc_phrase *phrase;

	memset(marks, 0, sizeof(*marks));
	for (i = 0; i < languages->count; i++)
		for (phrase = languages->tables[i]->phrases;
		     phrase->text != NULL; phrase++)
			if (may_match(phrase, fold))
				try_phrase(marks, phrase, fold, whole_size);
}
