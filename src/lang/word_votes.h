/* The function words of all languages of one script, for looking words up. */
#ifndef NC_WORD_VOTES_H
#define NC_WORD_VOTES_H

#include "language.h"

enum { NC_VOTE_WORDS = 4096, NC_VOTE_HEADS = 1024 };

struct nc_word_votes {
	/* Chains of entries with one hash; 0 ends them, entry 0 is not used. */
	uint16_t heads[NC_VOTE_HEADS];
	struct nc_word_entry {
		const char *word;
		uint16_t next;
		uint16_t language; /* as nc_language_at() counts them */
	} entries[NC_VOTE_WORDS];
	size_t count;
};

/* False when NC_VOTE_WORDS is too small for the tables. */
bool nc_word_votes_build(struct nc_word_votes *votes, const char *script);

/* The first entry with this word, or the next one after `entry`; NULL: none. */
const struct nc_word_entry *nc_word_votes_find(
    const struct nc_word_votes *votes, struct newsconv_text word,
    const struct nc_word_entry *entry);

#endif
