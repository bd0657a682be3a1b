/*
 * A hash table over the lists of all languages that share a script, built for
 * one guess and thrown away: looking each word up in twenty lists cost more
 * than all the rest of reading an article.
 */
#include <string.h>

#include "word_votes.h"

static unsigned
hash(const char *word, size_t size)
{
	unsigned value = (unsigned)size;
	size_t i;

	for (i = 0; i < size; i++)
		value = value * 31 + (unsigned char)word[i];
	return (value ^ value >> 10) % NC_VOTE_HEADS;
}

static bool
add_words(struct nc_word_votes *votes, size_t language)
{
	const char *const *word = nc_language_at(language)->words;

	for (; *word != NULL; word++) {
		struct nc_word_entry *entry;
		unsigned head = hash(*word, strlen(*word));

		if (++votes->count == NC_VOTE_WORDS)
			return false;
		entry = &votes->entries[votes->count];
		entry->word = *word;
		entry->language = (uint16_t)language;
		entry->next = votes->heads[head];
		votes->heads[head] = (uint16_t)votes->count;
	}
	return true;
}

bool
nc_word_votes_build(struct nc_word_votes *votes, const char *script)
{
	const struct nc_language *language;
	size_t i;

	memset(votes->heads, 0, sizeof(votes->heads));
	votes->count = 0;
	for (i = 0; (language = nc_language_at(i)) != NULL; i++)
		if (strcmp(language->script, script) == 0 &&
		    !add_words(votes, i))
			return false;
	return true;
}

const struct nc_word_entry *
nc_word_votes_find(const struct nc_word_votes *votes, struct newsconv_text word,
    const struct nc_word_entry *entry)
{
	unsigned next = entry != NULL
	    ? entry->next
	    : votes->heads[hash(word.data, word.size)];

	while (next != 0) {
		entry = &votes->entries[next];
		if (strncmp(entry->word, word.data, word.size) == 0 &&
		    entry->word[word.size] == '\0')
			return entry;
		next = entry->next;
	}
	return NULL;
}
