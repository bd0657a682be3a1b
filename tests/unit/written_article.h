/*
 * An article whose parts are given, for tests of what is written of it: only
 * the members that writers read are filled in.
 */
#ifndef WRITTEN_ARTICLE_H
#define WRITTEN_ARTICLE_H

#include "unit.h"

#include "article.h"
#include "utf8.h"

enum { WRITTEN_MOST = 16 };

struct written {
	struct newsconv_article article;
	struct newsconv_block body[WRITTEN_MOST];
	struct newsconv_item related[WRITTEN_MOST];
	struct newsconv_item notes[WRITTEN_MOST];
	struct newsconv_item leftovers[WRITTEN_MOST];
	struct newsconv_author authors[WRITTEN_MOST];
};

static inline void
written_begin(struct written *written, const char *language, bool rtl,
    const char *headline)
{
	struct newsconv_article *article = &written->article;

	memset(written, 0, sizeof(*written));
	strcpy(article->id, "urn:uuid:00000000-0000-5000-8000-000000000000");
	article->language.tag = nc_text(language);
	article->language.rtl = rtl;
	article->fields[NEWSCONV_FIELD_HEADLINE].value.text = nc_text(headline);
	article->body = written->body;
	article->related = written->related;
	article->notes = written->notes;
	article->leftovers = written->leftovers;
	article->authors = written->authors;
	article->dump.source.name = nc_text("dump.txt");
}

static inline void
written_field(struct written *written, enum newsconv_field_name name,
    const char *text, size_t segment)
{
	written->article.fields[name].value.text = nc_text(text);
	written->article.fields[name].value.segment = segment;
}

static inline void
written_block(
    struct written *written, enum newsconv_segment_type type, const char *text)
{
	size_t number = written->article.body_count++;

	assert_true(number < WRITTEN_MOST);
	written->body[number].type = type;
	written->body[number].text = nc_text(text);
	written->body[number].segment = 100 + number;
}

static inline void
written_related(struct written *written, const char *label, const char *text,
    const char *url)
{
	size_t number = written->article.related_count++;

	assert_true(number < WRITTEN_MOST);
	written->related[number].type = NEWSCONV_SEGMENT_RELATED;
	written->related[number].label = nc_text(label);
	written->related[number].text = nc_text(text);
	written->related[number].url = nc_text(url);
}

static inline void
written_author(struct written *written, const char *name,
    enum newsconv_author_kind kind, enum newsconv_origin origin)
{
	size_t number = written->article.author_count++;

	assert_true(number < WRITTEN_MOST);
	written->authors[number].name.text = nc_text(name);
	written->authors[number].name.origin = origin;
	written->authors[number].kind = kind;
}

static inline void
written_date(struct newsconv_date *date, const char *printed, const char *value)
{
	date->printed.text = nc_text(printed);
	date->printed.segment = NEWSCONV_NO_SEGMENT;
	strcpy(date->value, value);
}

#endif
