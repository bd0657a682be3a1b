/*
 * Style sheets: errors of syntax, properties that EPUB does not allow, and
 * references (CSS Syntax 3, 5; EPUB 3.3, 6.3).
 *
 * What stands in a block is told by looking ahead to what ends it: a
 * declaration by ';' or '}', a rule by '{'.  Blocks are entered by recursion
 * up to a limit.
 */
#include <string.h>
#include <strings.h>

#include "css_tokens.h"
#include "error.h"
#include "utf8.h"
#include "verify_content.h"

enum { DEPTH_MAX = 64, URL_MAX_SIZE = 1024 * 1024 };

struct css {
	struct nc_content *content;
	struct nc_css_tokens tokens;
	struct nc_css_token token; /* the one that is looked at */
	size_t depth;
	bool font_face; /* its declarations are a font's */
	bool in_rule;   /* what stands in a block of declarations */
	bool too_deep;
	size_t declarations; /* in this @font-face */
	int result;
};

static void
next(struct css *css)
{
	nc_css_next(&css->tokens, &css->token);
}

static bool
is(const struct css *css, char c)
{
	return css->token.type == NC_CSS_DELIM && *css->token.text.data == c;
}

static bool
ended(const struct css *css)
{
	return css->token.type == NC_CSS_END ||
	    css->token.type == NC_CSS_BAD_COMMENT;
}

static void
skip_space(struct css *css)
{
	while (css->token.type == NC_CSS_SPACE)
		next(css);
}

static void
syntax(
    const struct css *css, long line, const char *expected, const char *found)
{
	nc_content_report(
	    css->content, NC_CSS_SYNTAX, line, expected, "%s", found);
}

static bool
is_name(struct newsconv_text text, const char *name)
{
	return strlen(name) == text.size &&
	    strncasecmp(text.data, name, text.size) == 0;
}

/* --------------------------------------------------------------- references */

static void
refer(struct css *css, struct newsconv_text text, enum nc_use use, long line)
{
	struct nc_use_place place = {.use = use, .line = line};
	struct nc_buffer url = NC_BUFFER(URL_MAX_SIZE);
	size_t i;

	if (css->content->said != NULL)
		++*css->content->said;
	text = nc_trim(text);
	if (text.size == 0) {
		nc_content_report(css->content, NC_CSS_EMPTY_URL, line, NULL,
		    "an empty reference");
		return;
	}
	/* It refers to the document that the sheet is used in. */
	if (text.data[0] == '#')
		return;
	for (i = 0; i < text.size; i++) {
		if (text.data[i] == '\\' && i + 1 < text.size)
			i++;
		nc_buffer_byte(&url, (unsigned char)text.data[i]);
	}
	if (nc_buffer_check(&url, css->content->error) < 0)
		css->result = NEWSCONV_NO_MEMORY;
	else if (css->result == NEWSCONV_OK)
		css->result = nc_content_reference(
		    css->content, &place, url.data);
	nc_buffer_free(&url);
}

/* Reports what is broken in itself, and follows url(). */
static void
look_at(struct css *css, enum nc_use use)
{
	switch (css->token.type) {
	case NC_CSS_BAD_STRING:
		syntax(css, css->token.line, "a quote at its end",
		    "a string is not closed");
		break;
	case NC_CSS_BAD_URL:
		syntax(css, css->token.line,
		    "url(, a URL without quotes and blanks, and )",
		    "a URL is malformed");
		break;
	case NC_CSS_URL:
		refer(css, css->token.text, use, css->token.line);
		break;
	case NC_CSS_FUNCTION:
		if (!is_name(css->token.text, "url"))
			break;
		next(css);
		skip_space(css);
		if (css->token.type == NC_CSS_STRING)
			refer(css, css->token.text, use, css->token.line);
		else
			look_at(css, use);
		break;
	default:
		break;
	}
}

/* ------------------------------------------------------------------ looking ahead */

enum stop { STOP_END, STOP_SEMICOLON, STOP_CLOSE, STOP_OPEN };

/* What ends the thing that begins here, outside of parentheses. */
static enum stop
find_stop(const struct css *css, bool *colon)
{
	struct css ahead = *css;
	size_t inside = 0;
	bool first = true;

	*colon = false;
	for (; !ended(&ahead); next(&ahead)) {
		if (ahead.token.type == NC_CSS_SPACE)
			continue;
		if (ahead.token.type == NC_CSS_FUNCTION || is(&ahead, '(') ||
		    is(&ahead, '['))
			inside++;
		else if ((is(&ahead, ')') || is(&ahead, ']')) && inside > 0)
			inside--;
		else if (is(&ahead, '{'))
			return STOP_OPEN;
		else if (is(&ahead, '}'))
			return STOP_CLOSE;
		else if (inside == 0 && is(&ahead, ';'))
			return STOP_SEMICOLON;
		else if (!first && is(&ahead, ':') && !*colon && inside == 0)
			*colon = true;
		first = false;
	}
	return STOP_END;
}

/* -------------------------------------------------------------- declarations */

/* EPUB 3.3, 6.3.3 */
static void
check_property(
    struct css *css, struct newsconv_text name, struct newsconv_text value)
{
	bool bidi = is_name(name, "direction") || is_name(name, "unicode-bidi");

	if (bidi && css->content->epub->version == 3)
		nc_content_report(css->content, NC_CSS_PROPERTY,
		    css->token.line, NULL, "property '%.*s'", (int)name.size,
		    name.data);
	if (is_name(name, "position") && is_name(value, "fixed"))
		nc_content_report(css->content, NC_CSS_FIXED, css->token.line,
		    NULL, "position: fixed");
}

/* The value, up to what ends the declaration. */
static void
take_value(struct css *css, struct newsconv_text name, long line)
{
	enum nc_use use = css->font_face ? NC_USE_FONT : NC_USE_GENERIC;
	bool custom = name.size > 2 && memcmp(name.data, "--", 2) == 0;
	size_t inside = 0, count = 0, blocks = 0;

	skip_space(css);
	check_property(css, name, css->token.text);
	for (; !ended(css); next(css)) {
		if (inside == 0 && blocks == 0 &&
		    (is(css, ';') || is(css, '}')))
			break;
		if (is(css, '}') && blocks == 0)
			break;
		if (css->token.type == NC_CSS_AT && blocks == 0)
			syntax(css, css->token.line, "a value",
			    "a rule in the place of a value");
		/* "!important" is no value. */
		if (is(css, '!') && blocks == 0 && count == 0 && !custom) {
			syntax(
			    css, line, "a value", "a property without a value");
			custom = true;
		}
		count += css->token.type != NC_CSS_SPACE;
		blocks += is(css, '{');
		blocks -= is(css, '}');
		inside += (css->token.type == NC_CSS_FUNCTION || is(css, '(') ||
		    is(css, '['));
		if (is(css, ')') || is(css, ']')) {
			if (inside == 0)
				syntax(css, css->token.line, "",
				    "a bracket that nothing opens");
			else
				inside--;
		}
		look_at(css, use);
	}
	if (inside > 0)
		syntax(css, line, ")", "a bracket is not closed");
	if (count == 0 && !custom)
		syntax(css, line, "a value", "a property without a value");
}

static void
take_declaration(struct css *css)
{
	struct newsconv_text name = css->token.text;
	long line = css->token.line;

	css->declarations++;
	next(css);
	skip_space(css);
	next(css); /* the colon, which is known to be there */
	take_value(css, name, line);
}

static void
skip_broken(struct css *css)
{
	size_t inside = 0;

	for (; !ended(css) && !is(css, '}'); next(css)) {
		if (inside == 0 && is(css, ';'))
			return;
		/* As find_stop() counts, so that nothing is looked at twice. */
		inside += css->token.type == NC_CSS_FUNCTION || is(css, '(') ||
		    is(css, '[');
		inside -= (is(css, ')') || is(css, ']')) && inside > 0;
	}
}

/* -------------------------------------------------------------------- rules */

static void take_block(struct css *css);

/*
 * A book of ours holds no rule within a rule: EPUBCheck 5.3 and the engines of
 * most reading systems know no nesting, and drop what stands around it.
 */
static void
refuse_nesting(const struct css *css, long line)
{
	if (css->in_rule && css->content->epub->verify->options->own)
		syntax(css, line, "declarations only", "a rule within a rule");
}

static void
report_depth(const struct css *css)
{
	/* Nor is a book written of which something could not be checked. */
	if (css->content->epub->verify->options->own)
		syntax(css, css->token.line, "up to 64 blocks in one another",
		    "blocks that are nested too deeply");
	else
		nc_content_report(css->content, NC_CSS_NOT_CHECKED,
		    css->token.line, NULL, "more than %d levels", DEPTH_MAX);
}

/* The '{' is next; its contents, up to and with the '}'. */
static void
enter_block(struct css *css)
{
	if (css->depth == DEPTH_MAX) {
		if (!css->too_deep)
			report_depth(css);
		css->too_deep = true;
		while (!ended(css))
			next(css);
		return;
	}
	css->depth++;
	next(css);
	take_block(css);
	css->depth--;
}

/* A comma with nothing before it, a name that begins with a digit... */
static bool
is_out_of_place(
    const struct css *css, const struct nc_css_token *last, size_t inside)
{
	const struct nc_css_token *token = &css->token;
	bool after_comma = last->type == NC_CSS_END ||
	    (last->type == NC_CSS_DELIM && *last->text.data == ',');
	bool after_colon = last->type == NC_CSS_DELIM &&
	    *last->text.data == ':';

	if (token->type == NC_CSS_BAD_STRING)
		return true;
	if (inside > 0)
		return false;
	switch (token->type) {
	case NC_CSS_STRING:
	case NC_CSS_BAD_URL:
		return true;
	case NC_CSS_FUNCTION:
		return !after_colon;
	case NC_CSS_NUMBER:
		/* A percentage is a selector of key frames. */
		return token->text.data[token->text.size - 1] != '%';
	case NC_CSS_DELIM:
		return strchr(")];", *token->text.data) != NULL ||
		    (*token->text.data == ',' && after_comma);
	default:
		return false;
	}
}

/* Selectors, as far as their tokens tell. */
static void
take_prelude(struct css *css, bool *empty)
{
	struct nc_css_token last = {.type = NC_CSS_END};
	size_t inside = 0;
	bool malformed = false;

	*empty = true;
	for (; !ended(css) && !is(css, '{'); next(css)) {
		if (css->token.type == NC_CSS_SPACE)
			continue;
		malformed |= is_out_of_place(css, &last, inside);
		if (css->token.type == NC_CSS_FUNCTION || is(css, '(') ||
		    is(css, '['))
			inside++;
		else if ((is(css, ')') || is(css, ']')) && inside > 0)
			inside--;
		*empty = false;
		last = css->token;
	}
	/* What asks for more: another selector, a name, what is beside it. */
	if (last.type == NC_CSS_DELIM &&
	    strchr(",.:#>+~", *last.text.data) != NULL)
		malformed = true;
	if (malformed || inside > 0)
		syntax(css, css->token.line, "selectors and commas",
		    "a selector is malformed");
}

static void
take_rule(struct css *css)
{
	long line = css->token.line;
	bool empty, outer = css->font_face, outer_rule = css->in_rule;

	refuse_nesting(css, line);
	take_prelude(css, &empty);
	if (empty)
		syntax(css, line, "a selector", "a block without a selector");
	css->font_face = false;
	css->in_rule = true;
	if (is(css, '{'))
		enter_block(css);
	css->in_rule = outer_rule;
	css->font_face = outer;
}

/* CSS Cascade 5, 2; the URL or the string comes first. */
static void
take_import(struct css *css)
{
	skip_space(css);
	if (css->token.type == NC_CSS_STRING)
		refer(css, css->token.text, NC_USE_STYLE, css->token.line);
	else if (css->token.type == NC_CSS_URL ||
	    css->token.type == NC_CSS_FUNCTION ||
	    css->token.type == NC_CSS_BAD_STRING ||
	    css->token.type == NC_CSS_BAD_URL)
		look_at(css, NC_USE_STYLE);
	else
		syntax(css, css->token.line, "a URL or a string",
		    "@import without a URL");
}

static void
take_font_face(struct css *css, long line)
{
	size_t declarations = css->declarations;
	bool outer = css->font_face;

	css->font_face = true;
	css->declarations = 0;
	enter_block(css);
	if (css->declarations == 0 && !css->too_deep)
		nc_content_report(css->content, NC_CSS_FONT_EMPTY, line, NULL,
		    "@font-face is empty");
	css->font_face = outer;
	css->declarations = declarations;
}

static void
take_at_rule(struct css *css)
{
	struct newsconv_text name = css->token.text;
	long line = css->token.line;
	bool quiet = is_name(name, "namespace");

	refuse_nesting(css, line);
	next(css);
	if (is_name(name, "import"))
		take_import(css);
	while (!ended(css) && !is(css, ';') && !is(css, '{') && !is(css, '}')) {
		if (!quiet && !is_name(name, "import"))
			look_at(css, NC_USE_GENERIC);
		next(css);
	}
	if (is(css, ';'))
		next(css);
	else if (is(css, '{') && is_name(name, "font-face"))
		take_font_face(css, line);
	else if (is(css, '{'))
		enter_block(css);
}

/* What stands in a block, or in a style attribute. */
static void
take_item(struct css *css)
{
	bool name = css->token.type == NC_CSS_IDENT, colon;
	long line = css->token.line;
	struct css after = *css;
	enum stop stop;

	if (css->token.type == NC_CSS_AT) {
		take_at_rule(css);
		return;
	}
	stop = find_stop(css, &colon);
	next(&after);
	skip_space(&after);
	if (name && is(&after, ':') &&
	    (stop != STOP_OPEN || memcmp(css->token.text.data, "--", 2) == 0)) {
		take_declaration(css);
		return;
	}
	if (stop == STOP_OPEN) {
		take_rule(css);
		return;
	}
	syntax(css, line, "a property, a colon and a value",
	    name ? "no colon behind the name of a property"
		 : "a declaration that does not begin with a name");
	skip_broken(css);
}

static void
take_block(struct css *css)
{
	long line = css->token.line;

	while (!ended(css)) {
		if (css->token.type == NC_CSS_SPACE || is(css, ';')) {
			next(css);
		} else if (is(css, '}')) {
			next(css);
			return;
		} else {
			take_item(css);
		}
	}
	if (!css->too_deep && css->token.type != NC_CSS_BAD_COMMENT)
		syntax(css, line, "}", "a block is not closed");
}

static void
take_sheet(struct css *css)
{
	while (!ended(css)) {
		bool colon;

		if (css->token.type == NC_CSS_SPACE ||
		    css->token.type == NC_CSS_COMMENT_OPEN) {
			next(css);
		} else if (css->token.type == NC_CSS_AT) {
			take_at_rule(css);
		} else if (is(css, '}')) {
			syntax(css, css->token.line, "",
			    "a brace that nothing opens");
			next(css);
		} else if (find_stop(css, &colon) == STOP_OPEN) {
			take_rule(css);
		} else {
			syntax(css, css->token.line, "a rule with a block",
			    "something that is no rule");
			skip_broken(css);
			if (is(css, ';'))
				next(css);
		}
	}
}

static void
take_declarations(struct css *css)
{
	while (!ended(css)) {
		if (css->token.type == NC_CSS_SPACE || is(css, ';')) {
			next(css);
		} else if (is(css, '}')) {
			syntax(css, css->token.line, "declarations only",
			    "a brace in a style attribute");
			next(css);
		} else {
			take_item(css);
		}
	}
}

int
nc_css_check(struct nc_content *content, struct newsconv_text text,
    enum nc_css_kind kind, long line)
{
	struct css css = {.content = content, .result = NEWSCONV_OK};

	nc_css_begin(&css.tokens, text, line);
	next(&css);
	if (kind == NC_CSS_SHEET)
		take_sheet(&css);
	else
		take_declarations(&css);
	if (css.token.type == NC_CSS_BAD_COMMENT)
		syntax(&css, css.token.line, "*/", "a comment is not closed");
	return css.result;
}
