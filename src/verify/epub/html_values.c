/*
 * One checker a type of value, in a table: what the attribute tables call for
 * by name.
 */
#include <string.h>
#include <strings.h>

#include "ascii.h"
#include "html_model.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
has_blank(const char *text)
{
	return text[strcspn(text, " \t\n\r\f")] != '\0';
}

static bool
has_word(const char *text)
{
	return text[strspn(text, " \t\n\r\f")] != '\0';
}

/* XML's NCName; beyond ASCII all is taken for letters. */
static bool
is_ncname(const char *text)
{
	size_t i;

	for (i = 0; text[i] != '\0'; i++) {
		char c = text[i];

		if (nc_ascii_letter(c) || c == '_' || (unsigned char)c >= 0x80)
			continue;
		if (i == 0 || !(nc_ascii_digit(c) || c == '-' || c == '.'))
			return false;
	}
	return i > 0;
}

static bool
is_integer(const char *text, bool sign)
{
	if (sign && *text == '-')
		text++;
	if (*text == '\0')
		return false;
	while (nc_ascii_digit(*text))
		text++;
	return *text == '\0';
}

/* 2.3.4.3 */
static bool
is_number(const char *text)
{
	const char *start;
	size_t count = 0;

	if (*text == '-')
		text++;
	for (start = text; nc_ascii_digit(*text); text++)
		count++;
	if (*text == '.') {
		start = ++text;
		while (nc_ascii_digit(*text))
			text++;
		if (text == start)
			return false;
		count++;
	}
	if (count == 0)
		return false;
	if (*text == 'e' || *text == 'E') {
		text++;
		if (*text == '+' || *text == '-')
			text++;
		return is_integer(text, false);
	}
	return *text == '\0';
}

/* RFC 5646, 2.1, in rough; "x-..." and "i-..." begin with one letter. */
static bool
is_language(const char *text)
{
	size_t length = 0, subtag = 0;

	if (*text == '\0')
		return true; /* HTML, 3.2.6.2: not known */
	for (; *text != '\0'; text++) {
		if (*text == '-') {
			if (length == 0)
				return false;
			if (subtag++ == 0 && length == 1 &&
			    strchr("xXiI", text[-1]) == NULL)
				return false;
			length = 0;
			continue;
		}
		if (!nc_ascii_letter(*text) &&
		    !(subtag > 0 && nc_ascii_digit(*text)))
			return false;
		if (++length > 8)
			return false;
	}
	return length > (subtag == 0 ? 1 : 0);
}

/* `words` are separated by '|'; an empty one stands for the empty value. */
static bool
is_one_of(const char *words, const char *value, bool any_case)
{
	size_t size = strlen(value);

	for (;;) {
		size_t length = strcspn(words, "|");

		if (length == size &&
		    (any_case ? strncasecmp(words, value, size) == 0
			      : memcmp(words, value, size) == 0))
			return true;
		if (words[length] == '\0')
			return false;
		words += length + 1;
	}
}

/* At least one word, and each is one of the argument's. */
static bool
is_some_of(const char *words, const char *value)
{
	bool any = false;

	for (;;) {
		char word[32];
		size_t size;

		value += strspn(value, " \t\n\r\f");
		if (*value == '\0')
			return any;
		size = strcspn(value, " \t\n\r\f");
		if (size >= sizeof(word))
			return false;
		memcpy(word, value, size);
		word[size] = '\0';
		if (!is_one_of(words, word, true))
			return false;
		any = true;
		value += size;
	}
}

/* RFC 6838, 4.2, and parameters of any kind behind. */
static bool
is_media_type(const char *value)
{
	size_t size = strcspn(value, "; \t");
	const char *slash = memchr(value, '/', size);
	size_t i;

	if (slash == NULL || slash == value || slash + 1 == value + size)
		return false;
	for (i = 0; i < size; i++) {
		char c = value[i];

		if (!nc_ascii_letter(c) && !nc_ascii_digit(c) &&
		    value + i != slash && strchr("!#$&-^_.+", c) == NULL)
			return false;
	}
	return true;
}

/* Words of which each is a role. */
static bool
is_role(const char *value)
{
	while (*value != '\0') {
		size_t size;

		if (is_blank(*value)) {
			value++;
			continue;
		}
		size = strcspn(value, " \t\n\r\f");
		if (!nc_aria_role_known(value, size))
			return false;
		value += size;
	}
	return true;
}

static bool
is_boolean(const char *name, const char *value)
{
	return value[0] == '\0' || strcasecmp(value, name) == 0;
}

static bool
fits(enum nc_html_type type, const char *name, const char *argument,
    const char *value)
{
	switch (type) {
	case NC_HTML_TOKENS:
	case NC_HTML_IDREFS:
		return has_word(value);
	case NC_HTML_ID:
	case NC_HTML_IDREF:
		return value[0] != '\0' && !has_blank(value);
	case NC_HTML_NCNAME:
		return is_ncname(value);
	case NC_HTML_HASHNAME:
		return value[0] == '#' && value[1] != '\0';
	case NC_HTML_BOOL:
		return is_boolean(name, value);
	case NC_HTML_MIME:
		return is_media_type(value);
	case NC_HTML_WORDS:
		return is_some_of(argument, value);
	case NC_HTML_ENUM:
		return is_one_of(argument, value, true);
	case NC_HTML_ENUMCASE:
		return is_one_of(argument, value, false);
	case NC_HTML_INT:
		return is_integer(value, true);
	case NC_HTML_UINT:
		return is_integer(value, false);
	case NC_HTML_POSITIVE:
		return is_integer(value, false) &&
		    value[strspn(value, "0")] != '\0';
	case NC_HTML_NUMBER:
		return is_number(value);
	case NC_HTML_LANG:
		return is_language(value);
	case NC_HTML_DATE:
		return nc_html_date(value);
	case NC_HTML_TIME:
		return nc_html_time(value);
	case NC_HTML_ROLE:
		return is_role(value);
	case NC_HTML_TEXT:
	case NC_HTML_URL:
		break;
	}
	return true;
}

const char *
nc_html_value(enum nc_html_type type, const char *name, const char *argument,
    const char *value)
{
	static const char *const wanted[] = {
	    [NC_HTML_TEXT] = "",
	    [NC_HTML_TOKENS] = "at least one word",
	    [NC_HTML_WORDS] = "",
	    [NC_HTML_MIME] = "a media type",
	    [NC_HTML_URL] = "a URL",
	    [NC_HTML_ID] = "at least one character and no white space",
	    [NC_HTML_NCNAME] = "a letter or '_', then letters, digits, - _ .",
	    [NC_HTML_IDREF] = "an id of this document",
	    [NC_HTML_IDREFS] = "ids of this document",
	    [NC_HTML_HASHNAME] = "'#' and the name of a map",
	    [NC_HTML_BOOL] = "nothing, or the name of the attribute",
	    [NC_HTML_ENUM] = "",
	    [NC_HTML_ENUMCASE] = "",
	    [NC_HTML_INT] = "an integer",
	    [NC_HTML_UINT] = "an integer from 0",
	    [NC_HTML_POSITIVE] = "an integer from 1",
	    [NC_HTML_NUMBER] = "a number",
	    [NC_HTML_LANG] = "a language tag",
	    [NC_HTML_DATE] = "a date, or a date, a time and its zone",
	    [NC_HTML_TIME] = "a date, time, week, zone or duration",
	    [NC_HTML_ROLE] = "roles of WAI-ARIA or DPUB-ARIA",
	};

	if (fits(type, name, argument, value))
		return NULL;
	if (type == NC_HTML_ENUM || type == NC_HTML_ENUMCASE ||
	    type == NC_HTML_WORDS)
		return argument;
	return wanted[type];
}
