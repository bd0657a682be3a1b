/*
 * What the measures are called, and what their values mean to a person.  A
 * scale is a list of words, one for each value from 0 on, or one of these:
 *
 *	n	a number
 *	log	a number, eight steps for each doubling of it plus 1
 *	distance	the same; 0: there is none
 *	%	a share in hundredths
 *	1+%	... plus 1; 0: there is none, or it is not known
 *	place	a share in two-hundredths
 *	rank	a number; 0: it is in none
 *	core	128: inside; less, or more, by a log of the blocks between
 *	stretch	128 and above: inside, and a log of the blocks to its end;
 *		else a log of the blocks between
 */
#include <stdio.h>
#include <string.h>

#include "observe.h"

static const struct {
	const char *name;
	const char *meaning;
	const char *scale;
	bool near;
} measures[] = {
#define MEASURE(name, near, meaning, scale) {#name, meaning, scale, near},
#include "measures.def"
#undef MEASURE
};

const char *
nc_measure_name(enum nc_measure measure)
{
	return measures[measure].name;
}

bool
nc_measure_near(enum nc_measure measure)
{
	return measures[measure].near;
}

const char *
nc_measure_meaning(enum nc_measure measure)
{
	return measures[measure].meaning;
}

enum { EXACT = 4 * 8, INSIDE = 128 };

/* The least number that is scaled to this value; see scale() of observe.c. */
static void
show_log(char *target, size_t size, unsigned value, const char *behind)
{
	unsigned long long least = (8ULL + value % 8) << value / 8 >> 3;

	snprintf(target, size, "%s%llu%s", value < EXACT ? "" : "about ",
	    least - 1, behind);
}

static void
show_word(char *target, size_t size, const char *words, unsigned value)
{
	for (; value > 0 && strchr(words, '|') != NULL; value--)
		words = strchr(words, '|') + 1;
	snprintf(target, size, "%.*s", (int)strcspn(words, "|"), words);
}

static void
show_core(char *target, size_t size, unsigned value)
{
	if (value == 0)
		snprintf(target, size, "no core");
	else if (value == INSIDE)
		snprintf(target, size, "inside");
	else if (value < INSIDE)
		show_log(target, size, INSIDE - value, " before");
	else
		show_log(target, size, value - INSIDE, " behind");
}

static void
show_stretch(char *target, size_t size, unsigned value)
{
	if (value < INSIDE)
		show_log(target, size, value, "");
	else
		show_log(target, size, value - INSIDE, ", inside of it");
}

void
nc_measure_show(
    char *target, size_t size, enum nc_measure measure, unsigned value)
{
	const char *scale = measures[measure].scale;

	if (strchr(scale, '|') != NULL)
		show_word(target, size, scale, value);
	else if (strcmp(scale, "core") == 0)
		show_core(target, size, value);
	else if (strcmp(scale, "stretch") == 0)
		show_stretch(target, size, value);
	else if (strcmp(scale, "log") == 0)
		show_log(target, size, value, "");
	else if (value == 0 && strchr("1dr", scale[0]) != NULL)
		snprintf(target, size, "none");
	else if (strcmp(scale, "distance") == 0)
		show_log(target, size, value, "");
	else if (strcmp(scale, "1+%") == 0)
		snprintf(target, size, "%u %%", value - 1);
	else if (strcmp(scale, "place") == 0)
		snprintf(target, size, "%u %%", value / 2);
	else
		snprintf(
		    target, size, "%u%s", value, scale[0] == '%' ? " %" : "");
}
