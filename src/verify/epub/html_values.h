/*
 * The microsyntaxes of HTML (2.3): whether the value of an attribute is what
 * its type wants, one function behind a table.
 */
#ifndef NC_HTML_VALUES_H
#define NC_HTML_VALUES_H

#include <stdbool.h>

enum nc_html_type {
	NC_HTML_TEXT,     /* anything; also what is looked at elsewhere */
	NC_HTML_TOKENS,   /* at least one word */
	NC_HTML_WORDS,    /* some of the argument's words */
	NC_HTML_MIME,     /* a media type */
	NC_HTML_URL,      /* looked at with the references */
	NC_HTML_ID,       /* not empty, no white space */
	NC_HTML_NCNAME,   /* XML's name without a colon */
	NC_HTML_IDREF,    /* the id of an element of the document */
	NC_HTML_IDREFS,   /* several */
	NC_HTML_HASHNAME, /* '#' and a name */
	NC_HTML_BOOL,     /* empty, or the attribute's name */
	NC_HTML_ENUM,     /* one of the argument's words, in any case */
	NC_HTML_ENUMCASE, /* the same, in this case */
	NC_HTML_INT,
	NC_HTML_UINT,
	NC_HTML_POSITIVE,
	NC_HTML_NUMBER, /* floating-point */
	NC_HTML_LANG,   /* a language tag, or empty */
	NC_HTML_DATE,   /* a date, with or without a time */
	NC_HTML_TIME,   /* what a time element takes */
	NC_HTML_ROLE
};

/*
 * NULL if the value is as it should be; else what it should be.  `name`: of
 * the attribute; `argument`: of the table.
 */
const char *nc_html_value(enum nc_html_type type, const char *name,
    const char *argument, const char *value);

/* HTML, 2.3.5: what the datetime attribute of time may hold. */
bool nc_html_time(const char *value);
/* HTML, 2.3.5: of ins and del: a date, or a global date and time. */
bool nc_html_date(const char *value);

#endif
