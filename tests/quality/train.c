/*
 * Learns the labeller's weights and says what they are worth.
 *
 *	train weights DEV > src/segment/weights.def
 *	train predict DEV FOLD CLAIMS > cross-validated predictions, for score.py,
 *		and in CLAIMS how sure they are
 *	train confidence DIR > src/segment/confidence.def, of DIR/claims.0 ...
 *	train reliability DIR > how far that can be relied on
 *	train apply DEV > predictions by the weights that are built in
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article.h"
#include "claims.h"
#include "input.h"
#include "learn.h"
#include "segment.h"

/* --------------------------------------------------------------- the weights */

/* Twelve a line. */
static void
print_row(const int16_t *values, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (values[i] == NC_CRF_NEVER)
			printf("NEVER");
		else
			printf("%d", values[i]);
		if (i + 1 < count)
			printf(i % 12 == 11 ? ",\n    " : ", ");
	}
}

static void
print_array(
    const char *name, const char *what, const int16_t *values, size_t count)
{
	printf("static const int16_t %s_%s[] = {\n    ", name, what);
	print_row(values, count);
	printf("};\n\n");
}

static void
print_tree(const struct nc_tree *tree)
{
	unsigned i;

	printf("    {{");
	for (i = 0; i < NC_TREE_DEPTH; i++)
		printf("%s{NC_MEASURE_%s, %d, %u}", i > 0 ? ",\n	" : "",
		    nc_measure_name(
			(enum nc_measure)tree->conditions[i].measure),
		    tree->conditions[i].offset, tree->conditions[i].above);
	printf("},\n	{");
	for (i = 0; i < NC_TREE_LEAVES; i++) {
		printf("%s{", i > 0 ? ",\n	" : "");
		print_row(tree->leaves[i], NC_KINDS);
		printf("}");
	}
	printf("}},\n");
}

static void
print_chain(const char *name, const struct chain_weights *weights)
{
	print_array(name, "start", weights->start, NC_STATES);
	print_array(name, "end", weights->end, NC_STATES);
	print_array(name, "transitions", weights->transitions,
	    (size_t)NC_STATES * NC_STATES);
}

static void
write_weights(const struct dumps *dumps)
{
	struct learned *learned = must(calloc(1, sizeof(*learned)));
	unsigned i;

	learn(learned, dumps, FOLDS);
	printf("/*\n"
	       " * Made by `make train` from %zu dumps: do not edit.\n"
	       " *\n"
	       " * Trees of conditions with what each leaf speaks for each kind"
	       " of model.h,\n"
	       " * in 1/%d of a doubling of the odds; and likewise in 1/%d what"
	       " state of\n"
	       " * states.def follows which.  How they are learned:"
	       " tests/quality/learn.c.\n"
	       " */\n",
	    dumps->file_count, NC_CRF_UNIT * NC_LEAF_UNIT, NC_CRF_UNIT);
	printf("static const struct nc_tree trees[] = {\n");
	for (i = 0; i < TREES; i++)
		print_tree(&learned->trees[i]);
	printf("};\n\n");
	print_chain("extract", &learned->chains[NC_CHAIN_EXTRACT]);
	print_chain("page", &learned->chains[NC_CHAIN_PAGE]);
	free(learned);
}

/* ------------------------------------------------------------- confidence */

/* Of DIRECTORY/claims.0 and so on: what predict_without() wrote. */
static struct claims *
read_claims(const char *directory)
{
	struct claims *folds = must(calloc(FOLDS, sizeof(*folds)));
	char path[4096];
	unsigned fold;
	FILE *file;

	for (fold = 0; fold < FOLDS; fold++) {
		snprintf(path, sizeof(path), "%s/claims.%u", directory, fold);
		file = must(fopen(path, "rb"));
		if (fread(&folds[fold], sizeof(*folds), 1, file) != 1)
			must(NULL);
		fclose(file);
	}
	return folds;
}

static void
write_confidence(const char *directory)
{
	struct claims *folds = read_claims(directory);
	nc_confidence confidence;
	unsigned kind, i;

	claims_fit(confidence, folds, FOLDS);
	printf("/*\n"
	       " * Made by `make train` from cross-validated claims: do not"
	       " edit.\n"
	       " *\n"
	       " * For each kind of model.h what claims at the points of"
	       " model.c are worth.\n"
	       " */\n");
	for (kind = 0; kind < NC_KINDS; kind++) {
		printf("{");
		for (i = 0; i < NC_CONFIDENCE_POINTS; i++)
			printf(i == 0 ? "%d" : ", %d", confidence[kind][i]);
		printf("},\n");
	}
	free(folds);
}

/* ------------------------------------------------------------- predictions */

static json_t *
json_text(struct newsconv_text text)
{
	return json_stringn(text.data, text.size);
}

static json_t *
json_body(const struct newsconv_article *article)
{
	const struct newsconv_block *blocks;
	size_t count = newsconv_article_body(article, &blocks), i;
	json_t *body = json_array();

	for (i = 0; i < count; i++)
		if (blocks[i].type != NEWSCONV_SEGMENT_CAPTION)
			json_array_append_new(body, json_text(blocks[i].text));
	return body;
}

static json_t *
json_related(const struct newsconv_article *article)
{
	const struct newsconv_item *items;
	size_t count = newsconv_article_related(article, &items), i;
	json_t *related = json_array();

	for (i = 0; i < count; i++)
		json_array_append_new(related, json_text(items[i].text));
	return related;
}

static json_t *
json_authors(const struct newsconv_article *article)
{
	const struct newsconv_author *authors;
	size_t count = newsconv_article_authors(article, &authors), i;
	json_t *names = json_array();

	for (i = 0; i < count; i++)
		json_array_append_new(names, json_text(authors[i].name.text));
	return names;
}

static void
print_prediction(const char *id, const struct newsconv_article *article)
{
	const struct newsconv_field *headline = newsconv_article_field(
	    article, NEWSCONV_FIELD_HEADLINE);
	const struct newsconv_date *date = newsconv_article_published(article);
	json_t *prediction = json_object();

	json_object_set_new(prediction, "id", json_string(id));
	json_object_set_new(prediction, "title", json_text(headline->text));
	json_object_set_new(prediction, "authors", json_authors(article));
	json_object_set_new(prediction, "date", json_string(date->value));
	json_object_set_new(prediction, "body", json_body(article));
	json_object_set_new(prediction, "related", json_related(article));
	json_object_set_new(prediction, "language",
	    json_text(newsconv_article_language(article)->tag));
	json_dumpf(prediction, stdout, JSON_COMPACT);
	printf("\n");
	json_decref(prediction);
}

static void
predict(const struct dump_file *file, const struct nc_model *model)
{
	struct newsconv_article *article = NULL;
	struct newsconv_error error;
	struct nc_dump dump;

	read_dump(&dump, file->path);
	if (nc_segment_dump_by(&article, &dump, model, &error) < 0 ||
	    nc_article_seal(article, &error) < 0)
		must(NULL);
	print_prediction(file->id, article);
	nc_article_free(article);
}

static void
predict_fold(
    const struct dumps *dumps, unsigned fold, const struct nc_model *model)
{
	size_t i;

	for (i = 0; i < dumps->file_count; i++)
		if (fold == FOLDS || dumps->files[i].fold == fold)
			predict(&dumps->files[i], model);
}

static void
cross_validate(const struct dumps *dumps, unsigned fold, struct claims *claims)
{
	struct learned *learned = must(calloc(1, sizeof(*learned)));
	struct nc_model model;

	memset(&model, 0, sizeof(model));
	learn(learned, dumps, fold);
	learned_model(&model, learned);
	predict_fold(dumps, fold, &model);
	claims_gather(claims, dumps, fold, &model);
	free(learned);
}

static void
write_claims(const char *path, const struct claims *claims)
{
	FILE *file = must(fopen(path, "wb"));

	if (fwrite(claims, sizeof(*claims), 1, file) != 1 || fclose(file) != 0)
		must(NULL);
}

static void
print_reliability(const char *directory)
{
	struct claims *folds = read_claims(directory);

	claims_print(stdout, folds);
	free(folds);
}

static void
predict_without(const struct dumps *dumps, unsigned fold, const char *path)
{
	struct claims *claims = must(calloc(1, sizeof(*claims)));

	cross_validate(dumps, fold, claims);
	write_claims(path, claims);
	free(claims);
}

int
main(int argc, char **argv)
{
	struct dumps dumps;

	if (argc < 3)
		return 64;
	if (strcmp(argv[1], "reliability") == 0) {
		print_reliability(argv[2]);
		return 0;
	}
	if (strcmp(argv[1], "confidence") == 0) {
		write_confidence(argv[2]);
		return 0;
	}
	dumps_read(&dumps, argv[2]);
	if (strcmp(argv[1], "weights") == 0)
		write_weights(&dumps);
	else if (strcmp(argv[1], "predict") == 0 && argc > 4)
		predict_without(&dumps, (unsigned)atoi(argv[3]), argv[4]);
	else
		predict_fold(&dumps, FOLDS, &nc_model);
	dumps_free(&dumps);
	return 0;
}
