/*
 * The tokenizer of CSS Syntax 3, without what only browsers need: numbers stay
 * text, escapes stay escaped.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "ascii.h"
#include "css_tokens.h"

void
nc_css_begin(struct nc_css_tokens *tokens, struct newsconv_text text, long line)
{
	tokens->next = text.data;
	tokens->end = text.data + text.size;
	tokens->line = line;
}

/* The character `ahead` of the next one; 0 behind the end. */
static char
peek(const struct nc_css_tokens *tokens, size_t ahead)
{
	return (size_t)(tokens->end - tokens->next) > ahead
	    ? tokens->next[ahead]
	    : '\0';
}

static bool
at_end(const struct nc_css_tokens *tokens)
{
	return tokens->next >= tokens->end;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    (unsigned char)c >= 0x80;
}

static bool
is_name(char c)
{
	return is_name_start(c) || nc_ascii_digit(c) || c == '-';
}

static void
step(struct nc_css_tokens *tokens)
{
	if (*tokens->next == '\n' ||
	    (*tokens->next == '\r' && peek(tokens, 1) != '\n'))
		tokens->line++;
	tokens->next++;
}

static bool
is_escape(const struct nc_css_tokens *tokens, size_t ahead)
{
	char after = peek(tokens, ahead + 1);

	return (size_t)(tokens->end - tokens->next) > ahead + 1 &&
	    peek(tokens, ahead) == '\\' && after != '\n' && after != '\r' &&
	    after != '\f';
}

/* CSS Syntax 3, 4.3.9 */
static bool
begins_name(const struct nc_css_tokens *tokens, size_t ahead)
{
	if (peek(tokens, ahead) == '-')
		return is_name_start(peek(tokens, ahead + 1)) ||
		    peek(tokens, ahead + 1) == '-' ||
		    is_escape(tokens, ahead + 1);
	return is_name_start(peek(tokens, ahead)) || is_escape(tokens, ahead);
}

/* 4.3.10 */
static bool
begins_number(const struct nc_css_tokens *tokens)
{
	size_t i = peek(tokens, 0) == '+' || peek(tokens, 0) == '-';

	return nc_ascii_digit(peek(tokens, i)) ||
	    (peek(tokens, i) == '.' && nc_ascii_digit(peek(tokens, i + 1)));
}

static void
take_name(struct nc_css_tokens *tokens)
{
	while (!at_end(tokens)) {
		if (is_escape(tokens, 0))
			step(tokens);
		else if (!is_name(*tokens->next))
			return;
		step(tokens);
	}
}

static void
take_digits(struct nc_css_tokens *tokens)
{
	while (nc_ascii_digit(peek(tokens, 0)))
		tokens->next++;
}

static void
take_number(struct nc_css_tokens *tokens)
{
	size_t sign;

	if (*tokens->next == '+' || *tokens->next == '-')
		tokens->next++;
	take_digits(tokens);
	if (peek(tokens, 0) == '.' && nc_ascii_digit(peek(tokens, 1))) {
		tokens->next++;
		take_digits(tokens);
	}
	sign = peek(tokens, 1) == '+' || peek(tokens, 1) == '-';
	if ((peek(tokens, 0) == 'e' || peek(tokens, 0) == 'E') &&
	    nc_ascii_digit(peek(tokens, 1 + sign))) {
		tokens->next += 1 + sign;
		take_digits(tokens);
	}
	if (peek(tokens, 0) == '%')
		tokens->next++;
	else if (begins_name(tokens, 0))
		take_name(tokens);
}

/* 4.3.5; the quote is next. */
static void
take_string(struct nc_css_tokens *tokens, struct nc_css_token *token)
{
	char quote = *tokens->next;

	step(tokens);
	token->text.data = tokens->next;
	token->type = NC_CSS_BAD_STRING;
	while (!at_end(tokens)) {
		char c = *tokens->next;

		if (c == quote) {
			token->type = NC_CSS_STRING;
			break;
		}
		if (c == '\n' || c == '\r' || c == '\f')
			break;
		if (c == '\\' && tokens->end - tokens->next > 1) {
			step(tokens);
			/* A line may end in CR and LF. */
			if (*tokens->next == '\r' && peek(tokens, 1) == '\n')
				step(tokens);
		}
		step(tokens);
	}
	token->text.size = (size_t)(tokens->next - token->text.data);
	if (token->type == NC_CSS_STRING)
		step(tokens);
}

/* 4.3.6; what follows "url(" and is no quote. */
static void
take_url(struct nc_css_tokens *tokens, struct nc_css_token *token)
{
	token->type = NC_CSS_URL;
	while (is_space(peek(tokens, 0)))
		step(tokens);
	token->text.data = tokens->next;
	while (!at_end(tokens) && *tokens->next != ')' &&
	    !is_space(*tokens->next)) {
		char c = *tokens->next;

		if (c == '"' || c == '\'' || c == '(' ||
		    (unsigned char)c < ' ' || c == 0x7f)
			token->type = NC_CSS_BAD_URL;
		if (c == '\\' && tokens->end - tokens->next > 1)
			step(tokens);
		step(tokens);
	}
	token->text.size = (size_t)(tokens->next - token->text.data);
	while (is_space(peek(tokens, 0)))
		step(tokens);
	if (peek(tokens, 0) != ')')
		token->type = NC_CSS_BAD_URL;
	while (!at_end(tokens) && *tokens->next != ')')
		step(tokens);
	if (!at_end(tokens))
		step(tokens);
}

static void
take_ident(struct nc_css_tokens *tokens, struct nc_css_token *token)
{
	size_t ahead = 1;

	take_name(tokens);
	token->type = NC_CSS_IDENT;
	token->text.size = (size_t)(tokens->next - token->text.data);
	if (peek(tokens, 0) != '(')
		return;
	token->type = NC_CSS_FUNCTION;
	if (token->text.size == 3 &&
	    strncasecmp(token->text.data, "url", 3) == 0) {
		while (is_space(peek(tokens, ahead)))
			ahead++;
		if (peek(tokens, ahead) != '"' && peek(tokens, ahead) != '\'') {
			tokens->next++;
			take_url(tokens, token);
			return;
		}
	}
	tokens->next++;
}

/* False: it is not closed. */
static bool
skip_comment(struct nc_css_tokens *tokens)
{
	tokens->next += 2;
	while (!at_end(tokens)) {
		if (*tokens->next == '*' && peek(tokens, 1) == '/') {
			tokens->next += 2;
			return true;
		}
		step(tokens);
	}
	return false;
}

static bool
is_text(const struct nc_css_tokens *tokens, const char *text)
{
	size_t size = strlen(text);

	return (size_t)(tokens->end - tokens->next) >= size &&
	    memcmp(tokens->next, text, size) == 0;
}

static void
take(struct nc_css_tokens *tokens, struct nc_css_token *token)
{
	char c = *tokens->next;

	if (is_space(c)) {
		token->type = NC_CSS_SPACE;
		while (is_space(peek(tokens, 0)))
			step(tokens);
	} else if (c == '"' || c == '\'') {
		take_string(tokens, token);
		return;
	} else if (begins_number(tokens)) {
		token->type = NC_CSS_NUMBER;
		take_number(tokens);
	} else if (is_text(tokens, "<!--") || is_text(tokens, "-->")) {
		token->type = NC_CSS_COMMENT_OPEN;
		tokens->next += c == '<' ? 4 : 3;
	} else if (begins_name(tokens, 0)) {
		take_ident(tokens, token);
		return;
	} else if ((c == '@' && begins_name(tokens, 1)) ||
	    (c == '#' && (is_name(peek(tokens, 1)) || is_escape(tokens, 1)))) {
		token->type = c == '@' ? NC_CSS_AT : NC_CSS_HASH;
		token->text.data = ++tokens->next;
		take_name(tokens);
	} else {
		token->type = NC_CSS_DELIM;
		step(tokens);
	}
	token->text.size = (size_t)(tokens->next - token->text.data);
}

void
nc_css_next(struct nc_css_tokens *tokens, struct nc_css_token *token)
{
	while (is_text(tokens, "/*")) {
		token->line = tokens->line;
		if (!skip_comment(tokens)) {
			token->type = NC_CSS_BAD_COMMENT;
			token->text.data = tokens->end;
			token->text.size = 0;
			return;
		}
	}
	token->line = tokens->line;
	token->text.data = tokens->next;
	token->text.size = 0;
	token->type = NC_CSS_END;
	if (!at_end(tokens))
		take(tokens, token);
}
