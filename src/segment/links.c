/*
 * A dump shows a link in one of a few ways: "[text](URL)" of Markdown, the URL
 * behind the text, in angle brackets or not, a URL on a line of its own above
 * or below, or lynx's "[12]" with a list of references at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "links.h"
#include "utf8.h"

enum {
	REFERENCES = 1024, /* lynx numbers them from 1 */
	REFERENCE_DIGITS = 4,
	INLINE_WORDS = 3 /* of a headline behind "Read more:" */
};

static bool
begins(struct newsconv_text text, const char *what)
{
	size_t size = strlen(what);

	return text.size >= size && memcmp(text.data, what, size) == 0;
}

static size_t
count(struct newsconv_text text, size_t size, char c)
{
	size_t found = 0, i;

	for (i = 0; i < size; i++)
		found += text.data[i] == c;
	return found;
}

/* The size of the URL that the text begins with; 0 for none. */
static size_t
url_size(struct newsconv_text text)
{
	size_t size = 0;

	if (!begins(text, "http://") && !begins(text, "https://"))
		return 0;
	while (size < text.size && (unsigned char)text.data[size] > ' ' &&
	    strchr("<>\"|", text.data[size]) == NULL)
		size++;
	/* Of a sentence or a bracket around it. */
	while (size > 0 &&
	    (strchr(".,;:!?", text.data[size - 1]) != NULL ||
		(text.data[size - 1] == ')' &&
		    count(text, size, ')') > count(text, size, '('))))
		size--;
	return size > strlen("https://") ? size : 0;
}

bool
nc_link_is_url(struct newsconv_text text)
{
	if (text.size > 2 && text.data[0] == '<')
		text = nc_trim_part(
		    text, 1, text.size - (text.data[text.size - 1] == '>'));
	return text.size > 0 && url_size(text) == text.size;
}

/* ------------------------------------------------------------ the headline */

/* What introduces a headline: its size in the folded line, 0 for nothing. */
static size_t
introduction(const struct nc_fold *fold, const struct nc_languages *languages)
{
	const struct nc_phrase_index *index = &languages->phrases;
	size_t longest = 0, next;

	for (next = index->front[nc_phrase_head(fold->text)]; next != 0;
	     next = index->next[next]) {
		const struct nc_phrase *phrase = nc_phrase_of(languages, next);
		size_t size = phrase->size;

		if (phrase->marker == NC_MARKER_RELATED && size > longest &&
		    strncmp(fold->text, phrase->text, size) == 0 &&
		    !nc_fold_inside_word(fold, size))
			longest = size;
	}
	return longest;
}

/*
 * "Read more: X" is introduced by its sign; without one ("Lire aussi X") by
 * two words at least and what can begin a headline.
 */
static void
cut_label(struct nc_link_line *link, const struct nc_languages *languages)
{
	struct nc_fold fold;
	size_t size, at;
	bool sign;
	uint32_t c;

	nc_fold(&fold, link->text);
	size = introduction(&fold, languages);
	if (size == 0)
		return;
	sign = strchr(":-|>", fold.text[size - 1]) != NULL;
	for (at = size; at < fold.size; at++) {
		if (strchr(":-|>", fold.text[at]) != NULL)
			sign = true;
		else if (fold.text[at] != ' ')
			break;
	}
	if (at == fold.size ||
	    nc_utf8_decode(link->text.data + fold.origin[at],
		link->text.size - fold.origin[at], &c) == 0)
		return;
	if (!sign && (memchr(fold.text, ' ', size) == NULL || nc_is_lower(c)))
		return;
	link->label = nc_trim_part(link->text, 0, fold.origin[at]);
	link->text = nc_trim_part(link->text, fold.origin[at], link->text.size);
}

/* Bullets and arrows that a list of links is set with. */
static struct newsconv_text
without_bullets(struct newsconv_text text)
{
	static const char *const signs[] = {"* ", "- ", "> ", "\xe2\x80\xa2",
	    "\xc2\xb7", "\xe2\x96\xb6", "\xe2\x96\xba", "\xe2\x86\x92",
	    "\xc2\xbb", "\xe2\x80\xba", "\xe2\x80\x93 ", "\xe2\x97\x8f",
	    "\xe2\x96\xa0"};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		size_t size = strlen(signs[i]);

		if (begins(text, signs[i]) && text.size > size) {
			text = nc_trim_part(text, size, text.size);
			i = (size_t)-1;
		}
	}
	return text;
}

/* ----------------------------------------------------------------- the URL */

/* "[text](URL)", with a label before it or not. */
static bool
markdown(struct nc_link_line *link)
{
	struct newsconv_text text = link->text;
	const char *open = memchr(text.data, '[', text.size);
	size_t at, start, size;

	if (open == NULL)
		return false;
	start = (size_t)(open - text.data);
	for (at = start + 1; at + 2 < text.size; at++)
		if (text.data[at] == ']' && text.data[at + 1] == '(')
			break;
	if (at + 2 >= text.size)
		return false;
	size = url_size(nc_trim_part(text, at + 2, text.size));
	if (size == 0)
		return false;
	link->url = nc_trim_part(text, at + 2, at + 2 + size);
	if (start > 0)
		link->label = nc_trim_part(text, 0, start);
	link->text = nc_trim_part(text, start + 1, at);
	return true;
}

/* The last word is the URL: "text URL", "text <URL>", "text (URL)". */
static bool
trailing(struct nc_link_line *link)
{
	struct newsconv_text text = link->text, url;
	size_t at = text.size, size;

	while (at > 0 && text.data[at - 1] != ' ')
		at--;
	if (at == 0)
		return false;
	url = nc_trim_part(text, at, text.size);
	if (url.size > 2 && strchr("<([", url.data[0]) != NULL)
		url = nc_trim_part(url, 1, url.size);
	size = url_size(url);
	if (size == 0 || url.size - size > 1)
		return false;
	link->url = nc_trim_part(url, 0, size);
	link->text = nc_trim_part(text, 0, at);
	return true;
}

/* lynx's "[12]" before or behind the text, taken off. */
static void
take_reference(struct nc_link_line *link)
{
	struct newsconv_text text = link->text;
	bool before = text.size > 0 && text.data[0] == '[';
	size_t at = 1, digits = 0;
	unsigned number = 0;

	if (!before) {
		if (text.size == 0 || text.data[text.size - 1] != ']')
			return;
		for (at = text.size; at > 0 && text.data[at - 1] != '[';)
			at--;
	}
	if (at == 0)
		return;
	for (; at + digits < text.size && digits < REFERENCE_DIGITS &&
	     text.data[at + digits] >= '0' && text.data[at + digits] <= '9';
	     digits++)
		number = number * 10 + (unsigned)(text.data[at + digits] - '0');
	if (digits == 0 || at + digits >= text.size ||
	    text.data[at + digits] != ']' || number >= REFERENCES)
		return;
	link->reference = number;
	link->text = before ? nc_trim_part(text, at + digits + 1, text.size)
			    : nc_trim_part(text, 0, at - 1);
}

void
nc_link_parse(struct nc_link_line *link, struct newsconv_text line,
    const struct nc_languages *languages)
{
	memset(link, 0, sizeof(*link));
	link->label = link->url = (struct newsconv_text){"", 0};
	link->text = without_bullets(nc_trim(line));
	if (!markdown(link) && !trailing(link))
		take_reference(link);
	if (link->label.size == 0)
		cut_label(link, languages);
	link->text = without_bullets(link->text);
	if (link->reference == 0 && link->url.size == 0)
		take_reference(link);
	if (link->text.size == 0) {
		link->text = nc_trim(line);
		link->label.size = 0;
	}
}

bool
nc_link_inline(const struct nc_blocks *blocks,
    const struct nc_label_of_block *labels, size_t block)
{
	const struct nc_features *features = &blocks->features[block];
	enum newsconv_segment_type type = labels[block].type;
	struct nc_link_line link;

	if (type != NEWSCONV_SEGMENT_BOILERPLATE &&
	    type != NEWSCONV_SEGMENT_NAVIGATION)
		return false;
	if (features->marks.prefix[NC_MARKER_RELATED] == 0 || block == 0 ||
	    block + 1 >= blocks->layout.count ||
	    !nc_segment_is_body(labels[block - 1].type) ||
	    !nc_segment_is_body(labels[block + 1].type))
		return false;
	nc_link_parse(
	    &link, blocks->layout.runs[block].text, &blocks->languages);
	return link.label.size > 0 && features->words > INLINE_WORDS;
}

/* -------------------------------------------------------------- references */

/* The URLs of lynx's list, by number. */
struct references {
	struct newsconv_text urls[REFERENCES];
};

/* "12. https://..." or "[12] https://..." */
static void
read_reference(struct references *references, struct newsconv_text line)
{
	size_t at = 0, digits = 0, number = 0;

	line = nc_trim(line);
	if (line.size > 0 && line.data[0] == '[')
		at++;
	for (; at < line.size && digits < REFERENCE_DIGITS &&
	     line.data[at] >= '0' && line.data[at] <= '9';
	     at++, digits++)
		number = number * 10 + (size_t)(line.data[at] - '0');
	if (digits == 0 || number >= REFERENCES || at + 2 >= line.size ||
	    strchr(".]:", line.data[at]) == NULL)
		return;
	line = nc_trim_part(line, at + 1, line.size);
	if (url_size(line) > 0 && url_size(line) == line.size)
		references->urls[number] = line;
}

static struct references *
read_references(const struct nc_dump *dump)
{
	struct references *references = calloc(1, sizeof(*references));
	size_t i;

	for (i = 0; i < dump->line_count && references != NULL; i++)
		read_reference(references, dump->lines[i].text);
	return references;
}

/* ----------------------------------------------------------------- reading */

/* A URL on a line of its own below, or above where no other item has it. */
static struct newsconv_text
neighbour_url(const struct newsconv_article *article, size_t segment)
{
	static const struct newsconv_text none = {"", 0};
	const struct newsconv_segment *segments = article->segments;

	if (segment + 1 < article->segment_count &&
	    nc_link_is_url(segments[segment + 1].text))
		return segments[segment + 1].text;
	if (segment > 0 && nc_link_is_url(segments[segment - 1].text) &&
	    (segment < 2 ||
		segments[segment - 2].type != NEWSCONV_SEGMENT_RELATED))
		return segments[segment - 1].text;
	return none;
}

/* The list of references is read when the first item asks for it. */
static bool
read_item(struct newsconv_article *article, const struct nc_blocks *blocks,
    size_t segment, struct references **references)
{
	struct nc_link_line link;

	nc_link_parse(
	    &link, article->segments[segment].text, &blocks->languages);
	if (link.reference > 0) {
		if (*references == NULL &&
		    (*references = read_references(&blocks->dump)) == NULL)
			return false;
		if ((*references)->urls[link.reference].size > 0)
			link.url = (*references)->urls[link.reference];
	}
	if (link.url.size == 0)
		link.url = neighbour_url(article, segment);
	if (link.url.size > 0 && link.url.data[0] == '<')
		link.url = nc_trim_part(link.url, 1, link.url.size - 1);
	return nc_article_add_link(
	    article, segment, link.label, link.text, link.url);
}

bool
nc_links_read(struct newsconv_article *article, const struct nc_blocks *blocks)
{
	struct references *references = NULL;
	bool done = true;
	size_t i;

	for (i = 0; i < article->segment_count && done; i++)
		if (article->segments[i].type == NEWSCONV_SEGMENT_RELATED)
			done = read_item(article, blocks, i, &references);
	free(references);
	return done;
}
