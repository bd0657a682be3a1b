/* Times of day as they are printed beside dates, with their zone. */
#ifndef NC_CLOCK_H
#define NC_CLOCK_H

#include "markers.h"

struct nc_clock {
	int hour;
	int minute;
	int second;        /* -1: not printed */
	char offset[32];   /* "", "Z" or "+02:00" */
	size_t zone_start; /* of the zone in the folded text; equal: none */
	size_t zone_end;
};

/* A time that starts right at `at`; the offset behind it, 0 for none. */
size_t nc_clock_at(struct nc_clock *clock, const struct nc_fold *fold,
    size_t at, const struct nc_languages *languages);

/* The same, with separators and a short word ("at", "um") before it. */
size_t nc_clock_after(struct nc_clock *clock, const struct nc_fold *fold,
    size_t at, const struct nc_languages *languages);

/* A time that ends before `at`, the beginning of a date; its start. */
bool nc_clock_before(struct nc_clock *clock, const struct nc_fold *fold,
    size_t from, size_t at, const struct nc_languages *languages,
    size_t *start);

/* A word of one to three letters, such as "de", "um", "г"; 0 for none. */
size_t nc_filler_at(const struct nc_fold *fold, size_t at);

/* A weekday's name at `at`, of any of the languages; 0 for none. */
size_t nc_weekday_at(const struct nc_fold *fold, size_t at,
    const struct nc_languages *languages);

#endif
