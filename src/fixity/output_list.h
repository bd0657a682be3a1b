/*
 * The manifest of finished outputs, schemas/outputs.schema.json: JSON Lines,
 * what each file and each of its parts was when it was made.  It is gathered in
 * nameless files beside its place, since the first line counts what follows and
 * a file's line has the digests of all of it.
 */
#ifndef NC_OUTPUT_LIST_H
#define NC_OUTPUT_LIST_H

#include "parts.h"

struct nc_output_list;

/* What a file is, by its name; of ".jsonl" only if it holds articles. */
struct nc_listed_kind {
	const char *format; /* "warc.gz"; NULL: nothing is known of it */
	const char *media_type;
	enum nc_parts_kind parts;
	/* What is not of the kind is listed without its parts. */
	bool may_differ;
};

struct nc_listed_kind nc_listed_kind_of(const char *name, bool has_articles);

/* What a file's line says. */
struct nc_listed_file {
	uint64_t bytes;
	uint64_t records;
	char sha256[65];
};

/* `beside`: a path in the folder that the temporary files may be in. */
int nc_output_list_open(struct nc_output_list **listing, const char *beside,
    struct newsconv_error *error);
void nc_output_list_free(struct nc_output_list *listing);

/*
 * Read a finished file from its front and list it as `name`; *listed may be
 * NULL.  Fails as nc_parts_read() does, and with _WRITE_FAILED.
 */
int nc_output_list_add(struct nc_output_list *listing, int descriptor,
    const char *name, const struct nc_listed_kind *kind,
    struct nc_listed_file *listed, struct newsconv_error *error);
/* The lines of a file as an earlier manifest has them, with their line ends. */
int nc_output_list_take_over(struct nc_output_list *listing,
    struct newsconv_text lines, struct newsconv_error *error);
/* Count a file that was taken over. */
void nc_output_list_count(struct nc_output_list *listing, uint64_t records);

/* An article of an input; those of one input come one after the other. */
struct nc_listed_input {
	struct newsconv_text name;
	uint64_t bytes;
	const char *sha256;
	const char *article;
};

int nc_output_list_input(struct nc_output_list *listing,
    const struct nc_listed_input *input, struct newsconv_error *error);
int nc_output_list_left_out(struct nc_output_list *listing,
    struct newsconv_text name, const char *reason,
    struct newsconv_error *error);
/* The inputs are in a list of their own, which is listed as a file too. */
int nc_output_list_inputs_in(struct nc_output_list *listing, const char *list,
    const char *history, struct newsconv_error *error);

/*
 * All of it in pieces, once; `time` as in newsconv_write_options.  Inputs come
 * behind the files, however they were added.
 */
int nc_output_list_write(struct nc_output_list *listing, int64_t time,
    int (*write)(void *target, const void *data, size_t size,
	struct newsconv_error *error),
    void *target, struct newsconv_error *error);

#endif
