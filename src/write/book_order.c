/* The order of articles, which is stable: equal ones stand as they came. */
#include <stdlib.h>
#include <string.h>

#include "book_order.h"
#include "calendar.h"
#include "error.h"
#include "utf8.h"

/* What an article is sorted by. */
struct place {
	size_t group;
	int64_t instant;
	struct newsconv_text name; /* the date, or the name of the source */
	size_t chapter;
};

/* The digits at `at`, or `otherwise` when they are not there. */
static int
number_at(struct newsconv_text text, size_t at, size_t digits, int otherwise)
{
	int number = 0;
	size_t i;

	if (at + digits > text.size)
		return otherwise;
	for (i = at; i < at + digits; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return otherwise;
		number = 10 * number + (text.data[i] - '0');
	}
	return number;
}

/* Of "+05:30" at the end, in seconds. */
static int64_t
offset_of(struct newsconv_text date)
{
	enum { SIZE = sizeof("+05:30") - 1 };
	size_t at = date.size < SIZE ? 0 : date.size - SIZE;
	int64_t offset;

	if (date.size <= sizeof("2021-06-12T") + SIZE ||
	    (date.data[at] != '+' && date.data[at] != '-'))
		return 0;
	offset = number_at(date, at + 1, 2, 0) * 3600 +
	    number_at(date, at + 4, 2, 0) * 60;
	return date.data[at] == '-' ? -offset : offset;
}

/* "2021-06-12T08:30" may have a zone where others have their seconds. */
static int
seconds_of(struct newsconv_text date)
{
	enum { PLACE = sizeof("2021-06-12T08:30:") - 1 };

	if (date.size <= PLACE || date.data[PLACE - 1] != ':')
		return 0;
	return number_at(date, PLACE, 2, 0);
}

int64_t
nc_book_instant(struct newsconv_text date)
{
	int64_t days;

	if (date.size == 0)
		return INT64_MAX;
	days = nc_calendar_days(number_at(date, 0, 4, 1),
	    number_at(date, sizeof("2021-") - 1, 2, 1),
	    number_at(date, sizeof("2021-06-") - 1, 2, 1));
	return days * 86400 +
	    number_at(date, sizeof("2021-06-12T") - 1, 2, 0) * 3600 +
	    number_at(date, sizeof("2021-06-12T08:") - 1, 2, 0) * 60 +
	    seconds_of(date) - offset_of(date);
}

static int
compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int by_name;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->instant != y->instant)
		return x->instant < y->instant ? -1 : 1;
	by_name = nc_text_compare(x->name, y->name);
	if (by_name != 0)
		return by_name;
	return x->chapter < y->chapter ? -1 : x->chapter > y->chapter;
}

int
nc_book_order(size_t *order, const struct nc_chapter *chapters, size_t count,
    const size_t *groups, enum newsconv_book_order by,
    struct newsconv_error *error)
{
	struct place *places = calloc(count, sizeof(*places));
	size_t i;

	if (places == NULL)
		return nc_error_memory(error);
	for (i = 0; i < count; i++) {
		places[i].group = groups[i];
		places[i].chapter = i;
		places[i].name = nc_text("");
		if (by == NEWSCONV_ORDER_DATE) {
			places[i].instant = nc_book_instant(chapters[i].date);
			places[i].name = chapters[i].date;
		} else if (by == NEWSCONV_ORDER_NAME) {
			places[i].name = chapters[i].source;
		}
	}
	qsort(places, count, sizeof(*places), compare);
	for (i = 0; i < count; i++)
		order[i] = places[i].chapter;
	free(places);
	return NEWSCONV_OK;
}
