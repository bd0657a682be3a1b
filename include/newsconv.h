/*
 * newsconv: plain-text dumps of news articles into validated archives.
 *
 * This header is the manual of the library; it is the only header that is
 * installed, and the command line is written against nothing else.
 *
 * Two calls do the main job:
 *
 *	struct newsconv_article *article = NULL;
 *	struct newsconv_output *output = NULL;
 *	struct newsconv_error error;
 *	int result;
 *
 *	result = newsconv_article_read(&article, "in.txt", NULL, &error);
 *	if (result == 0)
 *		result = newsconv_output_open(&output, "out.epub",
 *		    newsconv_format_for_path("out.epub"), NULL, &error);
 *	if (result == 0)
 *		result = newsconv_output_add(output, article, &error);
 *	if (result == 0)
 *		result = newsconv_output_finish(output, &error);
 *	if (result < 0)
 *		fprintf(stderr, "%s: %s\n", error.where, error.text);
 *	newsconv_output_free(output);
 *	newsconv_article_free(article);
 *
 * Conventions, which hold for every function here
 *
 *  - Text is UTF-8, as pointer and length (struct newsconv_text), without a NUL
 *    byte at its end: much of it points into the dump itself.  A `const char *`
 *    ends with NUL.  A size counts bytes, a count counts things, an offset is
 *    bytes from the start of the source file, a line is 1-based.
 *  - A pointer-to-pointer parameter gives the caller an object to free; it is
 *    written on success only.  A getter lends: what it returns lives as long
 *    as the object it came from.  Every _free function accepts NULL.
 *  - Results are enum newsconv_result.  `error` may be NULL; it belongs to the
 *    caller, is filled when a function fails and is untouched on success.
 *  - The library never exits, never prints, never changes the locale or the
 *    signal handlers, and does not read the clock or the environment.
 *  - Threads: functions that take a const object may run at once on the same
 *    object.  Any other object belongs to one thread at a time; different
 *    objects may be used by different threads without locks.
 *  - An options structure begins with `size`, set by the caller to its sizeof,
 *    so that fields can be added at its end; NULL stands for all defaults.
 */
#ifndef NEWSCONV_H
#define NEWSCONV_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define NEWSCONV_API __attribute__((visibility("default")))
#else
#define NEWSCONV_API
#endif

/* The version this header belongs to; newsconv_version() tells the library's. */
#define NEWSCONV_VERSION "0.1.0"

/* The version of the library in use, such as "0.1.0". */
NEWSCONV_API const char *newsconv_version(void);

/* ------------------------------------------------------------------ results */

/*
 * Zero and above is success.  From -1 to -49 one item failed and the run can
 * go on with the next; from -50 down the object is finished: free it.
 */
enum newsconv_result {
	NEWSCONV_OK = 0,
	NEWSCONV_END = 1,     /* a sequence has no further element */
	NEWSCONV_ALREADY = 2, /* it is there already, and was left out */

	NEWSCONV_EMPTY = -1,       /* the input holds nothing but white space */
	NEWSCONV_BINARY = -2,      /* the input is not text */
	NEWSCONV_NOT_A_FILE = -3,  /* a directory, a socket, ... */
	NEWSCONV_READ_FAILED = -4, /* sys_errno says why */
	NEWSCONV_TOO_LARGE = -5,   /* a stated limit was met */
	NEWSCONV_BAD_VALUE = -6,   /* an option holds what it cannot mean */
	NEWSCONV_UNSUPPORTED = -7, /* could not be checked */
	NEWSCONV_INTERRUPTED = -8, /* the caller wanted it to end */
	NEWSCONV_LOCKED = -9,      /* another run holds the archive */
	NEWSCONV_INCOMPLETE = -10, /* a part of it is missing */

	NEWSCONV_NO_MEMORY = -50,
	NEWSCONV_WRITE_FAILED = -51, /* sys_errno says why */
	NEWSCONV_EXISTS = -52,  /* the output exists and may not be replaced */
	NEWSCONV_INVALID = -53, /* what was written failed validation */
	NEWSCONV_NO_ROOM = -54, /* a limit of the output format was met */
	NEWSCONV_LOST_TEXT =
	    -55 /* accounting found an input line in no piece */
};

/*
 * What went wrong.  `text` is one line without a full stop that says what was
 * found; `where` names the file (and part of it) it was found in, or is empty.
 */
struct newsconv_error {
	int code;        /* enum newsconv_result */
	int sys_errno;   /* errno of the system call that failed, or 0 */
	uint64_t offset; /* in `where`, or 0 */
	uint64_t line;   /* in `where`, 1-based, or 0 */
	char where[512];
	char text[512];
};

/*
 * Copy bytes from anywhere, such as a file name, as one line of UTF-8 that is
 * safe to print: control characters, what ends a line or turns its direction,
 * noncharacters and what is not UTF-8 become \xNN.  The target always ends with
 * NUL and in a whole character; 17 bytes are enough for any one.  Returns how
 * many of the bytes it took.
 */
NEWSCONV_API size_t newsconv_printable(
    char *target, size_t target_size, const char *bytes, size_t size);

/*
 * The id of whatever has this name: equal names have equal ids.  "urn:uuid:..."
 * of a version 5 UUID (RFC 9562, 5.5) in the namespace of newsconv.
 */
enum { NEWSCONV_UUID_SIZE = 9 + 36 + 1 };
NEWSCONV_API void newsconv_uuid(
    char target[NEWSCONV_UUID_SIZE], const char *name, size_t size);

/* Borrowed text; data is never NULL where an object holds it, size may be 0. */
struct newsconv_text {
	const char *data;
	size_t size;
};

/* --------------------------------------------------------------- the article
 *
 * One article, as it was found in one dump.  Flat on purpose: a dump carries
 * no markup within lines.  Its JSON form is schemas/article.schema.json.
 *
 * Segments are the ground everything stands on: ordered, disjoint byte ranges
 * of the source file that cover every byte that is not white space (of several
 * articles in one file: those of all of them do).  All other parts point at
 * segments by number.
 */
struct newsconv_article;

/* What a range of the source was taken for. */
enum newsconv_segment_type {
	NEWSCONV_SEGMENT_HEADLINE,
	NEWSCONV_SEGMENT_DEK,
	NEWSCONV_SEGMENT_BYLINE,
	NEWSCONV_SEGMENT_DATE,
	NEWSCONV_SEGMENT_PARAGRAPH,
	NEWSCONV_SEGMENT_SUBHEAD,
	NEWSCONV_SEGMENT_QUOTE,
	NEWSCONV_SEGMENT_LIST_ITEM,
	NEWSCONV_SEGMENT_CAPTION,
	NEWSCONV_SEGMENT_RELATED,
	NEWSCONV_SEGMENT_NOTE,
	/* From here on: leftovers, each with the reason it was left over. */
	NEWSCONV_SEGMENT_SECTION,
	NEWSCONV_SEGMENT_PAGE_TITLE,
	NEWSCONV_SEGMENT_RELATED_HEADING,
	NEWSCONV_SEGMENT_SHARE,
	NEWSCONV_SEGMENT_SUBSCRIBE,
	NEWSCONV_SEGMENT_COMMENTS,
	NEWSCONV_SEGMENT_NAVIGATION,
	NEWSCONV_SEGMENT_ADVERTISEMENT,
	NEWSCONV_SEGMENT_CONSENT,
	NEWSCONV_SEGMENT_COPYRIGHT,
	NEWSCONV_SEGMENT_TAGS,
	NEWSCONV_SEGMENT_SEPARATOR,
	NEWSCONV_SEGMENT_BOILERPLATE,
	NEWSCONV_SEGMENT_UNKNOWN
};

/* The name the JSON form uses, such as "list-item"; "unknown" out of range. */
NEWSCONV_API const char *newsconv_segment_type_name(
    enum newsconv_segment_type type);

/*
 * What one measure speaks for a segment's type, the alternative being the next
 * best one.  newsconv-segmentation(7) says what the measures are.
 */
struct newsconv_reason {
	const char *measure; /* a word, such as "title_share"; static */
	const char *meaning; /* in a few words; static */
	int offset;     /* of whom: 0 the segment, -1 the one before, ... */
	unsigned value; /* what was measured, 0 to 255 */
	char shown[48]; /* that in words, such as "about 40" or "yes" */
	double weight;  /* doublings of the odds; below 0: speaks against */
};

/* Why a segment has its type; lent by the article like the segment. */
struct newsconv_explanation {
	/*
	 * The rule that told the type, or that barred the one that the segment
	 * looked most like: a word, such as "marker", and what it says; static.
	 * NULL: no rule did.  newsconv-segmentation(7) has them all.
	 */
	const char *rule;
	const char *rule_text;
	/* The next best type of the model; UNKNOWN if there was no choice. */
	enum newsconv_segment_type alternative;
	unsigned alternative_confidence; /* in hundredths */
	/* Doublings of the odds by the segment itself, its sequence aside. */
	double own;
	const struct newsconv_reason *reasons; /* the strongest first */
	size_t reason_count;
};

/*
 * A range of the source.  It does not end in a line end; lines that were joined
 * have theirs inside it.  The first one begins with the byte order mark, if the
 * source has one.
 */
struct newsconv_segment {
	enum newsconv_segment_type type;
	/*
	 * Of a hundred segments that are as sure, how many are what they are
	 * taken for on sites that the model does not know.  Sorts of body
	 * blocks and of leftovers have that of the body, or of leftovers.
	 */
	unsigned confidence;
	uint64_t start; /* offset of the first byte */
	uint64_t end;   /* offset after the last byte */
	uint64_t first_line;
	uint64_t last_line;
	struct newsconv_text text; /* decoded, lines joined, repaired */
	/* NULL unless newsconv_read_options.explain was set. */
	const struct newsconv_explanation *explanation;
};

/* Where a value comes from. */
enum newsconv_origin {
	NEWSCONV_ORIGIN_TEXT,  /* found in the text */
	NEWSCONV_ORIGIN_OPTION /* given by the caller */
};

#define NEWSCONV_NO_SEGMENT SIZE_MAX

/* A value; text.size is 0 when there is none. */
struct newsconv_field {
	struct newsconv_text text;
	enum newsconv_origin origin;
	unsigned confidence; /* in hundredths */
	size_t segment;      /* or NEWSCONV_NO_SEGMENT */
};

enum newsconv_precision {
	NEWSCONV_PRECISION_YEAR,
	NEWSCONV_PRECISION_MONTH,
	NEWSCONV_PRECISION_DAY,
	NEWSCONV_PRECISION_MINUTE,
	NEWSCONV_PRECISION_SECOND
};

/* Which reading of an ambiguous date was taken, and why. */
enum newsconv_date_reason {
	NEWSCONV_DATE_PLAIN,       /* it is not ambiguous */
	NEWSCONV_DATE_BY_LANGUAGE, /* the language's usual order, or calendar */
	NEWSCONV_DATE_BY_NEIGHBOUR /* other dates of the text */
};

/* A date as printed and as understood; printed.text.size is 0 for no date. */
struct newsconv_date {
	struct newsconv_field printed;
	/*
	 * ISO 8601 as W3CDTF profiles it, but for fractions of a second; no
	 * more precise than what was printed: "2021", "2021-06", "2021-06-12",
	 * "2021-06-12T08:30", "2021-06-12T08:30:00+02:00".
	 */
	char value[40];
	enum newsconv_precision precision;
	/*
	 * 1: the text can be read as two dates: 3/4/2021, or a day of the
	 * Islamic calendar.  `decided_by` says what spoke for this one.
	 */
	int ambiguous;
	enum newsconv_date_reason decided_by;
	/*
	 * The zone as printed, "EST" or "GMT+7"; size 0 for none.  `value` has
	 * its offset, unless the abbreviation has more than one meaning.
	 */
	struct newsconv_text zone;
	/*
	 * 1, of newsconv_article_published() only: the text dates nothing but
	 * its last change, and this is that date, the latest day on which the
	 * article can have been published.
	 */
	int of_change;
};

enum newsconv_author_kind {
	NEWSCONV_AUTHOR_PERSON,
	NEWSCONV_AUTHOR_ORGANIZATION,
	NEWSCONV_AUTHOR_ACCOUNT, /* a login name, such as raed_admin */
	NEWSCONV_AUTHOR_UNKNOWN
};

struct newsconv_author {
	struct newsconv_field name;
	enum newsconv_author_kind kind;
};

/*
 * What the dateline says.  Texts are empty where it does not say so; the
 * dateline itself, NEWSCONV_FIELD_DATELINE, stays part of its paragraph.
 */
struct newsconv_dateline {
	struct newsconv_text place;  /* "LAKE VALE, Iowa" */
	struct newsconv_text agency; /* "Reuters" */
	struct newsconv_text date;   /* as printed: "Dec 23" */
	/*
	 * The date as in struct newsconv_date.  A year that is not printed is
	 * that of the article's date, or the one before where the day would
	 * else lie after it; "" where there is none.
	 */
	char date_value[40];
};

/* One block of the body, in reading order. */
struct newsconv_block {
	/* PARAGRAPH, SUBHEAD, QUOTE, LIST_ITEM or CAPTION */
	enum newsconv_segment_type type;
	struct newsconv_text text;
	size_t segment;
};

/* Related link, note, or leftover: what is not the body but is kept. */
struct newsconv_item {
	enum newsconv_segment_type type;
	struct newsconv_text text;
	size_t segment;
	/* Of related links; empty where the dump shows none. */
	struct newsconv_text label; /* what introduces it: "Read more:" */
	struct newsconv_text url;   /* http or https, as printed */
};

/* How paragraphs were marked in the source. */
enum newsconv_layout {
	NEWSCONV_LAYOUT_BLOCK,  /* blank lines between them */
	NEWSCONV_LAYOUT_LINE,   /* one a line */
	NEWSCONV_LAYOUT_WRAPPED /* lines of limited width, joined again */
};

enum newsconv_newlines {
	NEWSCONV_NEWLINES_NONE,
	NEWSCONV_NEWLINES_LF,
	NEWSCONV_NEWLINES_CRLF,
	NEWSCONV_NEWLINES_CR,
	NEWSCONV_NEWLINES_MIXED
};

enum newsconv_charset_method {
	NEWSCONV_CHARSET_OPTION,
	NEWSCONV_CHARSET_BOM,
	NEWSCONV_CHARSET_ASCII,
	NEWSCONV_CHARSET_UTF8_VALID,
	NEWSCONV_CHARSET_ZERO_BYTES, /* UTF-16 or UTF-32 told by its zero bytes */
	NEWSCONV_CHARSET_DETECTED,
	NEWSCONV_CHARSET_FALLBACK
};

/* What decoding changed, by kind; the source bytes are kept as they are. */
enum newsconv_repair {
	NEWSCONV_REPAIR_INVALID_BYTES, /* replaced by U+FFFD */
	NEWSCONV_REPAIR_NUL,           /* removed */
	NEWSCONV_REPAIR_CONTROL,       /* C0, C1 and noncharacters: removed */
	NEWSCONV_REPAIR_C1_AS_CP1252, /* U+0080 to U+009F read as windows-1252 */
	NEWSCONV_REPAIR_ZERO_WIDTH,   /* U+FEFF, U+2060 and others: removed */
	NEWSCONV_REPAIR_SOFT_HYPHEN,  /* U+00AD: removed */
	NEWSCONV_REPAIR_WHITE_SPACE, /* runs of blanks and tabs made one blank */
	NEWSCONV_REPAIR_LINE_JOIN,   /* wrapped lines joined */
	NEWSCONV_REPAIR_HYPHEN_JOIN, /* ... and a hyphen at the joint removed */
	NEWSCONV_REPAIR_NFC,         /* lines normalised to Unicode form C */
	NEWSCONV_REPAIR_MOJIBAKE, /* made of UTF-8 that was read as windows-1252,
					1251 or 1250: put right */
	NEWSCONV_REPAIR_LOST,     /* U+FFFD in the source itself; kept */
	NEWSCONV_REPAIR_BIDI,     /* bidi controls (LRM, RLM, ALM, embeddings,
				overrides, isolates): kept in the text; names,
				dates and labels are read as if there were
				none */
	NEWSCONV_REPAIR_KINDS
};

struct newsconv_source {
	struct newsconv_text name;  /* last part of the path, or "-" */
	struct newsconv_text bytes; /* the dump itself, byte for byte */
	char sha256[65];            /* of those bytes, lower-case hexadecimal */
	struct newsconv_text charset; /* IANA name, such as "UTF-8" */
	enum newsconv_charset_method charset_method;
	unsigned charset_confidence; /* in hundredths */
	int bom; /* the source began with a byte order mark */
	enum newsconv_newlines newlines;
	enum newsconv_layout layout;
	uint64_t repairs[NEWSCONV_REPAIR_KINDS];
};

/*
 * Which stretch of its source an article is: all of it, unless the source was
 * split.  Line ends and blank lines between articles are nobody's.
 */
struct newsconv_part {
	uint64_t number; /* among the source's articles, from 1 */
	uint64_t of;     /* how many these are */
	uint64_t start;  /* offset of the first byte */
	uint64_t end;    /* offset after the last byte */
	uint64_t first_line;
	uint64_t last_line;
};

struct newsconv_language {
	struct newsconv_text tag;    /* BCP 47; "und" when not known */
	struct newsconv_text script; /* ISO 15924, "Zyyy" when not known */
	int rtl;                     /* 1: written from right to left */
	enum newsconv_origin origin;
	unsigned confidence; /* in hundredths */
};

/* Whether a source may hold several articles. */
enum newsconv_split {
	NEWSCONV_SPLIT_AUTO,  /* if signs and what they part leave no doubt */
	NEWSCONV_SPLIT_NEVER, /* it is one article */
	NEWSCONV_SPLIT_ALWAYS /* cut wherever a sign could mean it */
};

struct newsconv_folder;

struct newsconv_read_options {
	size_t size; /* sizeof(struct newsconv_read_options) */
	/*
	 * What replaces what the text says.  Text that is replaced stays in the
	 * segments and, in the JSON form, beside the value given.  NULL: keep.
	 */
	const char *title;
	const char *const *authors; /* author_count names */
	size_t author_count;
	/* W3CDTF as in struct newsconv_date; a time has its zone. */
	const char *date;
	const char *language; /* BCP 47 */
	/* Absolute http or https URL of the article, up to 8000 bytes. */
	const char *url;
	const char *publisher;
	/* How to read. */
	const char *name;    /* source name; NULL: last part of the path */
	const char *charset; /* name known to iconv; NULL: find out */
	uint64_t max_size;   /* largest input in bytes; 0: 256 MiB */
	enum newsconv_split split; /* for newsconv_articles_ */
	/* What other dumps of the same site show, finished; or NULL. */
	const struct newsconv_folder *folder;
	int explain; /* 1: also say why each segment has its type */
};

/*
 * Check the options alone, before any file is touched: NEWSCONV_BAD_VALUE, and
 * the error's text names the option.  (A charset is looked up when it is used.)
 */
NEWSCONV_API int newsconv_read_options_check(
    const struct newsconv_read_options *options, struct newsconv_error *error);

/*
 * Read one dump from a file ("-" is standard input) or from memory, find its
 * article and seal it.  A sealed article never changes.  All of the dump is
 * taken for one article; options->split is for the functions below.
 *
 * Every non-blank line of the input is in exactly one segment; that is checked
 * before the article is given out (NEWSCONV_LOST_TEXT if it does not hold).
 * A text in which no headline or body is found is an article all the same.
 *
 * Where the character set has to be guessed, libuchardet does that if it is
 * there.  It is written in C++, and when it runs out of memory it aborts the
 * process; a name in options->charset keeps it out.
 *
 * Fails with NEWSCONV_EMPTY, _BINARY, _NOT_A_FILE, _READ_FAILED, _TOO_LARGE,
 * _BAD_VALUE, _NO_MEMORY, _LOST_TEXT.
 */
NEWSCONV_API int newsconv_article_read(struct newsconv_article **article,
    const char *path, const struct newsconv_read_options *options,
    struct newsconv_error *error);
/* `bytes` are copied. */
NEWSCONV_API int newsconv_article_parse(struct newsconv_article **article,
    const void *bytes, size_t size, const struct newsconv_read_options *options,
    struct newsconv_error *error);
NEWSCONV_API void newsconv_article_free(struct newsconv_article *article);

/*
 * The same where a file may hold several articles: told apart by what stands
 * between them (separator lines, form feeds, the counters and end marks of
 * press databases' exports), by heads of fields ("TITLE: ...", "DATE: ..."),
 * or by a headline, byline and date that follow a text.  A line between two
 * articles is a segment of one of them: every non-blank line of the file is in
 * exactly one segment of exactly one article, which is checked too.
 *
 * The articles share the memory of one source; they live as long as the list,
 * and none is freed by itself.  Options that replace what the text says hold
 * for each of them, but for `title` and `url`: these are one article's, and are
 * not used where there are several.
 *
 * What newsconv made is known by its content and read back: JSON and JSON Lines
 * of the article schema, and EPUB.  Their articles are the ones that were
 * written, the dump itself excepted: its bytes are not there
 * (newsconv_source.bytes is empty), and formats that hold the dump cannot be
 * written from them (NEWSCONV_UNSUPPORTED).
 *
 * Fails as newsconv_article_read() does; of what newsconv made with
 * NEWSCONV_BAD_VALUE (it is damaged, or was changed) or _UNSUPPORTED (a book of
 * another program, a form of another version).
 */
struct newsconv_articles;

NEWSCONV_API int newsconv_articles_read(struct newsconv_articles **articles,
    const char *path, const struct newsconv_read_options *options,
    struct newsconv_error *error);
/* `bytes` are copied. */
NEWSCONV_API int newsconv_articles_parse(struct newsconv_articles **articles,
    const void *bytes, size_t size, const struct newsconv_read_options *options,
    struct newsconv_error *error);
/* At least one, in the order of the source. */
NEWSCONV_API size_t newsconv_articles_count(
    const struct newsconv_articles *articles);
/* NULL after the last. */
NEWSCONV_API const struct newsconv_article *newsconv_articles_at(
    const struct newsconv_articles *articles, size_t index);
NEWSCONV_API void newsconv_articles_free(struct newsconv_articles *articles);

/*
 * Dumps of one site, or of one folder, read before any of them is converted:
 * lines that recur in several are boilerplate, the end that their titles share
 * is the site's name, and the headline of one is a related link in another.
 *
 * Add each dump, itself included, finish, then give the folder in the options
 * with which the dumps are read; it must live until they are.  What is found
 * does not depend on the order of adding.  Memory is bounded, by some 100 MB
 * while dumps are added and less afterwards: of very many lines a sample is
 * kept, which is the same for the same dumps.
 *
 * Until it is finished a folder belongs to one thread; then any number may use
 * it at once.
 */
NEWSCONV_API int newsconv_folder_new(
    struct newsconv_folder **folder, struct newsconv_error *error);
/*
 * Of the options, charset and max_size count.  Fails as newsconv_article_read()
 * does, and after NEWSCONV_NO_MEMORY is finished for good: free it.
 */
NEWSCONV_API int newsconv_folder_read(struct newsconv_folder *folder,
    const char *path, const struct newsconv_read_options *options,
    struct newsconv_error *error);
NEWSCONV_API int newsconv_folder_parse(struct newsconv_folder *folder,
    const void *bytes, size_t size, const struct newsconv_read_options *options,
    struct newsconv_error *error);
/* Once; nothing is added after it.  Fails with NEWSCONV_NO_MEMORY. */
NEWSCONV_API int newsconv_folder_finish(
    struct newsconv_folder *folder, struct newsconv_error *error);
NEWSCONV_API void newsconv_folder_free(struct newsconv_folder *folder);

/*
 * "urn:uuid:..." of a version 5 UUID (RFC 9562, 5.5) over the source bytes, and
 * for one article of several over its range in them too.
 */
NEWSCONV_API const char *newsconv_article_id(
    const struct newsconv_article *article);
NEWSCONV_API const struct newsconv_source *newsconv_article_source(
    const struct newsconv_article *article);
NEWSCONV_API const struct newsconv_part *newsconv_article_part(
    const struct newsconv_article *article);
NEWSCONV_API const struct newsconv_language *newsconv_article_language(
    const struct newsconv_article *article);

enum newsconv_field_name {
	NEWSCONV_FIELD_HEADLINE,
	NEWSCONV_FIELD_DEK,
	NEWSCONV_FIELD_BYLINE,   /* as printed */
	NEWSCONV_FIELD_DATELINE, /* opening of the first paragraph */
	NEWSCONV_FIELD_URL,
	NEWSCONV_FIELD_PUBLISHER, /* given, or split off the page's title */
	NEWSCONV_FIELD_SECTION,
	NEWSCONV_FIELD_COUNT
};

/* Never NULL; the field's text is empty when there is none. */
NEWSCONV_API const struct newsconv_field *newsconv_article_field(
    const struct newsconv_article *article, enum newsconv_field_name name);
/* Never NULL; empty when NEWSCONV_FIELD_DATELINE is. */
NEWSCONV_API const struct newsconv_dateline *newsconv_article_dateline(
    const struct newsconv_article *article);
/*
 * The date the article bears.  Where the text states no date of publication,
 * it is that of the last change (of_change is 1), or the dateline's.
 */
NEWSCONV_API const struct newsconv_date *newsconv_article_published(
    const struct newsconv_article *article);
NEWSCONV_API const struct newsconv_date *newsconv_article_modified(
    const struct newsconv_article *article);

/* Arrays: the number of elements, and the first one in *first if not NULL. */
NEWSCONV_API size_t newsconv_article_authors(
    const struct newsconv_article *article,
    const struct newsconv_author **first);
NEWSCONV_API size_t newsconv_article_body(
    const struct newsconv_article *article,
    const struct newsconv_block **first);
NEWSCONV_API size_t newsconv_article_related(
    const struct newsconv_article *article, const struct newsconv_item **first);
NEWSCONV_API size_t newsconv_article_notes(
    const struct newsconv_article *article, const struct newsconv_item **first);
NEWSCONV_API size_t newsconv_article_leftovers(
    const struct newsconv_article *article, const struct newsconv_item **first);
NEWSCONV_API size_t newsconv_article_segments(
    const struct newsconv_article *article,
    const struct newsconv_segment **first);

/*
 * Text that the library allocates and that grows: begin with all zero, use it
 * for as many calls as wanted, free it at the end.
 */
struct newsconv_string {
	char *data; /* ends with a NUL byte that is not counted; or NULL */
	size_t size;
	size_t capacity;
};

NEWSCONV_API void newsconv_string_free(struct newsconv_string *string);

/*
 * The article's JSON form, schemas/article.schema.json, on one line without a
 * line end, in place of what `json` held.  Fails with NEWSCONV_TOO_LARGE (two
 * gigabytes), _NO_MEMORY; `json` is empty then, and can be used again.
 */
NEWSCONV_API int newsconv_article_json(struct newsconv_string *json,
    const struct newsconv_article *article, struct newsconv_error *error);

/* ------------------------------------------------------------------- formats */

struct newsconv_format {
	const char *name;     /* as --to takes it: "epub" */
	const char *suffixes; /* space-separated: ".warc.gz .warc" */
	const char *media_type;
	const char *standard; /* the specification it follows */
	int holds_many;       /* takes more than one article */
	int binary;           /* not fit for a terminal */
};

/* The table of formats, in its order; NULL after the last. */
NEWSCONV_API const struct newsconv_format *newsconv_format_at(size_t index);
/* By name, or by the suffix of a path; NULL when there is none. */
NEWSCONV_API const struct newsconv_format *newsconv_format_for_name(
    const char *name);
NEWSCONV_API const struct newsconv_format *newsconv_format_for_path(
    const char *path);

/* -------------------------------------------------------------------- output
 *
 * An output is written to a nameless or temporary file in the directory of its
 * target, validated there (XML parts against RELAX NG, JSON against its JSON
 * Schema, the container read back by code that shares nothing with the
 * writer), synced, and only then given its name.  Whatever fails before that
 * leaves no file, and what stood under the name stays as it was.
 */
struct newsconv_output;

#define NEWSCONV_TIME_UNKNOWN INT64_MIN

/* By what the articles of a book stand together, under a heading each. */
enum newsconv_book_group {
	NEWSCONV_GROUP_NONE,
	NEWSCONV_GROUP_DATE, /* day; months or years where that are many */
	NEWSCONV_GROUP_SECTION,
	NEWSCONV_GROUP_AUTHOR, /* the first one */
	NEWSCONV_GROUP_SOURCE  /* publisher, else host of the URL */
};

/* In which order, within a group. */
enum newsconv_book_order {
	NEWSCONV_ORDER_GIVEN, /* in which they were added */
	NEWSCONV_ORDER_DATE,  /* the oldest first, those without date last */
	NEWSCONV_ORDER_NAME   /* of the source, by bytes */
};

enum newsconv_book_cover {
	/*
	 * A picture drawn from title, series, date and source, if Pango, Cairo
	 * and a font are there; else a page of text.
	 */
	NEWSCONV_COVER_AUTO,
	NEWSCONV_COVER_TEXT, /* the page of text */
	NEWSCONV_COVER_FILE, /* newsconv_book_options.cover_file */
	NEWSCONV_COVER_NONE
};

/*
 * What an EPUB is besides its articles.  Texts are one line of UTF-8 each;
 * NULL: none, or made from the articles.
 */
struct newsconv_book_options {
	size_t size; /* sizeof(struct newsconv_book_options) */
	const char *title;
	/* EPUB 3.3, D.3.3 (belongs-to-collection, group-position). */
	const char *series;
	const char *issue;      /* numbers and dots are the position too */
	const char *issn;       /* "1234-5679"; checked; both need a series */
	const char *identifier; /* NULL: urn:uuid: of URL or articles */
	const char *publisher;
	const char *rights;
	const char *const *subjects;
	size_t subject_count;
	/*
	 * EPUB Accessibility 1.1, 2.3: who certifies that the book conforms.
	 * NULL: nothing is claimed.
	 */
	const char *certified_by;
	enum newsconv_book_group group;
	enum newsconv_book_order order;
	enum newsconv_book_cover cover;
	const char *cover_file; /* PNG or JPEG */
	const char *css_file;   /* a stylesheet of the caller's */
	int css_only;           /* 1: in place of ours, not behind it */
	int vertical;           /* 1: Chinese, Japanese and Korean run down */
	int keep_leftovers;     /* 1: in an appendix of each article */
};

/* Fills in the defaults, and `size`. */
NEWSCONV_API void newsconv_book_options_init(
    struct newsconv_book_options *options);

struct newsconv_write_options {
	size_t size; /* sizeof(struct newsconv_write_options) */
	int replace; /* 1: an existing output may be replaced */
	/*
	 * Seconds since 1970-01-01T00:00:00Z, for what must carry a time: ZIP
	 * entries, dcterms:modified, WARC-Date.  SOURCE_DATE_EPOCH fits.  With
	 * NEWSCONV_TIME_UNKNOWN the writers use 1980-01-01T00:00:00Z, the
	 * first instant a ZIP file can state (dcterms:modified: the day of the
	 * youngest article), never the clock.
	 */
	int64_t time;
	const char
	    *title; /* title of the whole (EPUB), NULL: made from articles */
	/*
	 * 1: also write PATH.manifest.jsonl, which says what the output and
	 * each of its records were when they were made, and the lines of both
	 * in the folder's SHA256SUMS.  schemas/outputs.schema.json.
	 */
	int manifest;
	/*
	 * Of an EPUB; NULL: all defaults.  Its texts are copied, its files read
	 * when the output is opened.  `title` above goes before its title.
	 */
	const struct newsconv_book_options *book;
	/* That may work on the output, up to 256; 0: one. */
	unsigned threads;
};

/* Fills in the defaults, and `size`. */
NEWSCONV_API void newsconv_write_options_init(
    struct newsconv_write_options *options);

/*
 * `path` "-" is standard output, and /dev/stdout, /dev/fd/N and the like are
 * that open descriptor, whatever is behind it; these, devices and pipes get the
 * bytes after validation.  A file that is replaced hands on its permission bits.
 * Fails with NEWSCONV_EXISTS, _WRITE_FAILED, _NOT_A_FILE (the path is a
 * directory), _BAD_VALUE (an option, no such format, a manifest of what gets no
 * name), _NO_MEMORY.
 */
NEWSCONV_API int newsconv_output_open(struct newsconv_output **output,
    const char *path, const struct newsconv_format *format,
    const struct newsconv_write_options *options, struct newsconv_error *error);
/*
 * Append one article.  The article may be freed after the call.
 * NEWSCONV_ALREADY: a book has an article with this headline and body, and
 * was not given it again.  Fails with
 * NEWSCONV_NO_ROOM (a second article in a format that holds one, or a limit of
 * the container), _TOO_LARGE (the article's encoded form), _WRITE_FAILED,
 * _NO_MEMORY.
 */
NEWSCONV_API int newsconv_output_add(struct newsconv_output *output,
    const struct newsconv_article *article, struct newsconv_error *error);
/*
 * For the manifest: an input that is not in the output, and why.  Does nothing
 * if none is written.  Fails with NEWSCONV_WRITE_FAILED, _NO_MEMORY.
 */
NEWSCONV_API int newsconv_output_leave_out(struct newsconv_output *output,
    const char *name, const char *reason, struct newsconv_error *error);
/* Complete, validate, sync, name.  Fails with NEWSCONV_EMPTY without article. */
NEWSCONV_API int newsconv_output_finish(
    struct newsconv_output *output, struct newsconv_error *error);
/* Frees; an output that was not finished leaves nothing behind. */
NEWSCONV_API void newsconv_output_free(struct newsconv_output *output);

/* ------------------------------------------------------------------ convert
 *
 * Files, folders and packed dumps into one output, or one output for each
 * article, on all processors.
 */

struct newsconv_convert_summary {
	uint64_t inputs;     /* files and members of packed files */
	uint64_t articles;   /* in the outputs */
	uint64_t duplicates; /* of them in a book; once only */
	uint64_t skipped;    /* hidden files, links, devices, sidecars */
	uint64_t failed;     /* named, with the reason */
	uint64_t outputs;
};

/* What a run tells while it goes on; lent for the time of the call. */
struct newsconv_convert_event {
	enum newsconv_convert_event_type {
		NEWSCONV_CONVERT_PROGRESS, /* after each input */
		NEWSCONV_CONVERT_ARTICLE, /* it was read, and is about to be added */
		NEWSCONV_CONVERT_DUPLICATE,
		NEWSCONV_CONVERT_FAILED /* an input is left out: `error` */
	} type;
	const char *input;                              /* printable */
	const struct newsconv_article *article;         /* or NULL */
	const struct newsconv_error *error;             /* or NULL */
	const struct newsconv_convert_summary *summary; /* so far */
};

/* On the thread of the call; not 0: end. */
typedef int newsconv_convert_callback(
    const struct newsconv_convert_event *event, void *context);

struct newsconv_convert_options {
	size_t size; /* sizeof(struct newsconv_convert_options) */
	/* Files, folders, packed dumps, "-"; a folder's in the order of bytes. */
	const char *const *inputs;
	size_t input_count;
	/* A path; with `separate` a folder, which is made if it is not there. */
	const char *output;
	int separate; /* 1: an output for each article, named after its input */
	const struct newsconv_format *format;
	const struct newsconv_read_options *read;   /* or NULL */
	const struct newsconv_write_options *write; /* or NULL */
	int alone; /* 1: read each input without a look at its neighbours */
	unsigned threads; /* up to 256; 0: as many as there are processors */
	newsconv_convert_callback *callback; /* may be NULL */
	void *context;
};

NEWSCONV_API void newsconv_convert_options_init(
    struct newsconv_convert_options *options);

/*
 * NEWSCONV_OK: done, look at summary->failed.  The bytes do not depend on the
 * number of threads.  Fails with NEWSCONV_EMPTY (no input could be used),
 * _INTERRUPTED (the callback wanted it), and as newsconv_output_ does.  Then
 * nothing is left of one output; of separate ones those that were done stay.
 * Uses threads of its own and ends them.
 */
NEWSCONV_API int newsconv_convert_run(
    const struct newsconv_convert_options *options,
    struct newsconv_convert_summary *summary, struct newsconv_error *error);

/* ------------------------------------------------------------------ archive
 *
 * A batch: directories, lists of files and packed dumps into one archive that
 * replays, verifies and grows.  newsconv-archive(1) tells how an archive is laid
 * out, what is a dump and what a sidecar, and what happens when a run ends
 * early.
 */

/* What is written, or-ed. */
enum newsconv_archive_output {
	NEWSCONV_ARCHIVE_WARC = 1,
	NEWSCONV_ARCHIVE_JSONL = 2,
	NEWSCONV_ARCHIVE_EPUB = 4
};

/* The records of a volume, or-ed. */
enum newsconv_archive_record {
	NEWSCONV_RECORD_RESOURCE = 1,   /* the dump, always there */
	NEWSCONV_RECORD_CONVERSION = 2, /* the article as HTML */
	NEWSCONV_RECORD_VIEW = 4, /* the same, for viewers without the former */
	NEWSCONV_RECORD_METADATA = 8 /* the article as JSON */
};

/* What makes one EPUB. */
enum newsconv_archive_book {
	NEWSCONV_BOOK_ARTICLE,
	NEWSCONV_BOOK_FOLDER,
	NEWSCONV_BOOK_DAY, /* by date of publication */
	NEWSCONV_BOOK_ALL
};

/* What became of the inputs.  Every input is in one of the first counts. */
struct newsconv_archive_summary {
	uint64_t inputs;     /* files, members of packed files, and the rest */
	uint64_t archived;   /* new or changed, and stored */
	uint64_t duplicates; /* equal to one that is stored: a revisit record */
	uint64_t unchanged;  /* archived by an earlier run */
	uint64_t packed;     /* files whose members are counted by themselves */
	uint64_t sidecars;
	uint64_t skipped; /* hidden, links, devices */
	uint64_t failed;  /* named, with the reason */
	/* Beside that sum. */
	uint64_t changed;    /* of the archived: there was an older version */
	uint64_t missing;    /* archived earlier, no longer found */
	uint64_t not_for_us; /* inputs of other shards */
	uint64_t temporary;  /* of the failed: trying again can help */
	uint64_t articles;
	uint64_t without_headline;
	uint64_t without_date;
	uint64_t without_byline;
	uint64_t without_body;
	uint64_t bytes_read;
	uint64_t bytes_written;
	uint64_t volumes;
	uint64_t records;
	uint64_t books;
	char first_date[16]; /* of publication: "2021-06-12"; "" for none */
	char last_date[16];
	struct newsconv_language_count {
		char tag[16]; /* the primary subtag; "*": all others */
		uint64_t articles;
	} languages[64]; /* the most frequent first; ends with articles 0 */
	unsigned run;    /* of this archive, from 1 */
	int resumed;     /* it went on with a run that had been interrupted */
	/* Nanoseconds of all threads' time, by stage: of a sample. */
	uint64_t time_reading;
	uint64_t time_segmenting;
	uint64_t time_encoding; /* compressing included */
	uint64_t time_compressing;
	uint64_t time_appending;
};

/* What a run tells while it goes on; lent for the time of the call. */
struct newsconv_archive_event {
	enum newsconv_archive_event_type {
		NEWSCONV_EVENT_COUNTED, /* inputs_total and bytes_total are known */
		NEWSCONV_EVENT_PROGRESS, /* after each input and each book */
		NEWSCONV_EVENT_FAILED,   /* an input was not archived: `text` */
		NEWSCONV_EVENT_MISSING,  /* archived earlier, no longer found */
		NEWSCONV_EVENT_WOULD,    /* dry run: what would become of it */
		NEWSCONV_EVENT_NOTE      /* something worth saying: `text` */
	} type;
	const char *input; /* its key, as newsconv_printable() makes it */
	const char *text;
	uint64_t inputs_total; /* 0 until they are counted */
	uint64_t bytes_total;
	uint64_t inputs_done;
	uint64_t bytes_done;
	const struct newsconv_archive_summary *summary; /* so far */
};

/* On the thread of the call that it was given to; not 0: end cleanly. */
typedef int newsconv_archive_callback(
    const struct newsconv_archive_event *event, void *context);

struct newsconv_archive_options {
	size_t size;               /* sizeof(struct newsconv_archive_options) */
	const char *const *inputs; /* directories, files, "-" */
	size_t input_count;
	const char *const *lists; /* files of paths, "-": standard input */
	size_t list_count;
	int null_separated; /* paths in lists end with NUL, not line ends */
	int follow_links;
	int hidden;           /* 1: hidden files are inputs too */
	const char *metadata; /* a CSV or TSV file, by file name; or NULL */
	const char *const *fields; /* "text=body": names of fields in records */
	size_t field_count;

	const char *output; /* a directory, or NAME.wacz */
	unsigned outputs;   /* 0: WARC and JSON Lines */
	unsigned records;   /* 0: resource, view, metadata */
	enum newsconv_archive_book book;
	uint64_t volume_size; /* in bytes; 0: 1 GiB */
	int fast;             /* 1: compress quickly rather than well */
	const char *prefix;   /* of file names; NULL: "newsconv" */
	int checksum; /* 1: tell changed files by their bytes, not their time */
	unsigned threads; /* up to 256; 0: as many as there are processors */
	unsigned shard;   /* 1 to shards; 0: not sharded */
	unsigned shards;
	/*
	 * 1: look at the inputs of a shard again that is done.  Without it the
	 * same call on its archive does nothing, unless an input had failed in
	 * a way that may pass.
	 */
	int again;
	int64_t time; /* of the run, seconds since 1970: must be given */
	/*
	 * 1: also the date of dumps of which no fetch date is given, in place
	 * of their files' time of modification.
	 */
	int time_for_all;
	const struct newsconv_read_options *read; /* charset, split, max_size */
	/*
	 * How many bytes may be written before the next state that an
	 * interrupted run can go on from; 0: 64 MiB.
	 */
	uint64_t checkpoint;
	/*
	 * 1: count the inputs first, for the share done; not if a list is a
	 * pipe, which can be read once only.
	 */
	int count;
	int verify;  /* 1: read the new volumes back before they get names */
	int dry_run; /* 1: write nothing */
	int discard; /* 1: begin anew if a run with other options is unfinished */
	const char
	    *holder; /* who runs it, for the lock: "process 17 on host" */
	const char *options_text; /* for the archive's history; or NULL */
	newsconv_archive_callback *callback; /* may be NULL */
	void *context;
	/*
	 * 1: leave out outputs.jsonl, which lists all files of the archive and
	 * their records, and SHA256SUMS; those of an earlier run are removed.
	 */
	int no_manifest;
	/* Of each EPUB; NULL: all defaults, with a cover of text. */
	const struct newsconv_book_options *books;
};

NEWSCONV_API void newsconv_archive_options_init(
    struct newsconv_archive_options *options);

/*
 * Run a batch, or go on with one that was interrupted.  NEWSCONV_OK: done, look
 * at summary->failed.  NEWSCONV_INTERRUPTED: the callback wanted it; the same
 * call goes on.  Fails with NEWSCONV_LOCKED (another run holds the archive),
 * _BAD_VALUE, _READ_FAILED, _WRITE_FAILED, _EXISTS (the output is no archive of
 * ours, or an unfinished run there has other options), _INVALID (a list of the
 * archive is damaged, or a new volume failed validation), _NO_MEMORY; where
 * trying again can help, a later call goes on where this one failed.
 *
 * Uses threads of its own and ends them; one archive belongs to one call at a
 * time, also across processes.
 */
NEWSCONV_API int newsconv_archive_run(
    const struct newsconv_archive_options *options,
    struct newsconv_archive_summary *summary, struct newsconv_error *error);

/*
 * Join the archives of all shards of one job into a new archive.  Of the
 * options, output, time, holder, options_text, no_manifest, callback and context
 * count.
 * Fails with NEWSCONV_INCOMPLETE when a shard is missing or unfinished (the
 * callback gets a NOTE for each), or as newsconv_archive_run() does.
 */
NEWSCONV_API int newsconv_archive_merge(const char *const *shards,
    size_t shard_count, const struct newsconv_archive_options *options,
    struct newsconv_archive_summary *summary, struct newsconv_error *error);

/* -------------------------------------------------------------------- verify
 *
 * Archives, ours or another tool's, are judged by four questions that are
 * answered apart, for each file and for each record or entry.
 */

enum newsconv_severity {
	NEWSCONV_NOTE,    /* worth knowing, nothing is wrong */
	NEWSCONV_WARNING, /* legal, and likely to cause trouble */
	NEWSCONV_ERROR    /* the archive is damaged or breaks its standard */
};

enum newsconv_level {
	/* Is it well formed by its standard, with only one way to read it? */
	NEWSCONV_LEVEL_STRUCTURE,
	/* Do the checksums and digests that it holds match? */
	NEWSCONV_LEVEL_DIGESTS,
	/* Are these exactly the bytes newsconv makes of what they hold? */
	NEWSCONV_LEVEL_CANONICAL,
	/* Are these the bytes, and the set of things, that were recorded? */
	NEWSCONV_LEVEL_MANIFEST,
	NEWSCONV_LEVELS
};

/* In this order: of the answers of several parts the greatest is the whole's. */
enum newsconv_answer {
	NEWSCONV_ANSWER_NONE, /* nothing to ask: no digest, not ours, no list */
	NEWSCONV_ANSWER_YES,
	NEWSCONV_ANSWER_UNKNOWN, /* could not be checked, or not to its end */
	NEWSCONV_ANSWER_NO
};

#define NEWSCONV_NO_OFFSET UINT64_MAX

/* One finding.  All strings are lent for the time of the callback. */
struct newsconv_finding {
	const char *code; /* stable, such as "WARC-012" */
	enum newsconv_severity severity;
	enum newsconv_level level; /* which question it answers with no */
	int unchecked;    /* 1: something could not be checked because of it */
	const char *file; /* its path, any bytes: see newsconv_printable() */
	const char *part; /* record or entry, or ""; printable */
	uint64_t offset;  /* in the file, in stored bytes; or NO_OFFSET */
	/*
	 * In what the stored bytes decompress to: of the whole file (gzip,
	 * zstd), or of the entry (ZIP).  NEWSCONV_NO_OFFSET: not known.
	 */
	uint64_t inner_offset;
	long line;            /* of the part, from 1; 0: none */
	const char *text;     /* what was found, in one line */
	const char *expected; /* what the standard wants there, or "" */
	const char *clause;   /* of the standard */
	const char *advice;   /* one line, or "" */
	const char *peer;     /* the id of EPUBCheck's like message, or "" */
};

typedef void newsconv_finding_callback(
    const struct newsconv_finding *finding, void *context);

/* A record, entry or line that was looked at.  Strings are lent. */
struct newsconv_record {
	uint64_t index;   /* in the file, from 0 */
	const char *id;   /* record id, entry name; "" for none */
	const char *type; /* type of record, media type; "" for none */
	const char *uri;  /* of a record, "" for none */
	const char *date; /* of a record, "" for none */
	uint64_t offset;  /* of its stored bytes in the file */
	uint64_t length;  /* of its stored bytes: of the member, of the entry */
	uint64_t size;    /* of its content: of the block, of the data */
	/* The content's digest as it is written in it, "" for none. */
	const char *digest;
	/* SHA-256 in hexadecimal, "" where it was not asked for. */
	const char *stored_sha256; /* of the stored bytes */
	const char *sha256;        /* of the content */
	enum newsconv_answer answers[NEWSCONV_LEVELS];
};

struct newsconv_summary {
	const char *format; /* "epub", "warc", "json", "jsonl", "wacz"... */
	uint64_t parts;     /* records, entries or objects looked at */
	uint64_t digests;   /* digests and checksums that were compared */
	uint64_t errors;
	uint64_t warnings;
	uint64_t notes;
	uint64_t unchecked; /* findings that left something unchecked */
	enum newsconv_answer answers[NEWSCONV_LEVELS];
};

/*
 * Check one archive, ours or another tool's; its kind is told by its content.
 * The callback gets each finding as it is made.  Returns NEWSCONV_OK when the
 * check ran to its end, whatever it found: look at summary->errors and
 * ->unchecked.  Fails with NEWSCONV_READ_FAILED, _NOT_A_FILE, _UNSUPPORTED (no
 * kind we know), _TOO_LARGE, _NO_MEMORY: then it could not be checked.
 */
NEWSCONV_API int newsconv_verify(const char *path,
    newsconv_finding_callback *callback, void *context,
    struct newsconv_summary *summary, struct newsconv_error *error);

/* What became of a file or folder. */
enum newsconv_verdict {
	NEWSCONV_SOUND,
	NEWSCONV_DAMAGED,  /* there is a finding of the severity error */
	NEWSCONV_UNCHECKED /* could not be checked, or not to its end */
};

/* How a file stands to what a manifest says of it. */
enum newsconv_fixity {
	NEWSCONV_FIXITY_NONE, /* no manifest speaks of it */
	NEWSCONV_CONFIRMED,
	NEWSCONV_CHANGED,   /* other bytes under the same name */
	NEWSCONV_MISSING,   /* listed, not there */
	NEWSCONV_NEW,       /* there, not listed */
	NEWSCONV_MOVED,     /* listed under another name, which is not there */
	NEWSCONV_DUPLICATE, /* not listed, equal to one that is there too */
	NEWSCONV_FIXITIES
};

/* One file, or a set of files as a whole (a bag, an archive). */
struct newsconv_file_result {
	const char *file; /* its path, any bytes: see newsconv_printable() */
	uint64_t size;    /* in bytes */
	enum newsconv_verdict verdict;
	enum newsconv_fixity fixity;
	struct newsconv_summary summary;
	const char *sha256; /* in hexadecimal; "" where it was not computed */
	/* Why it could not be checked; NULL when the check ran. */
	const struct newsconv_error *error;
};

/* What a check tells while it goes on; lent for the time of the call. */
struct newsconv_verify_event {
	enum newsconv_verify_event_type {
		NEWSCONV_VERIFY_FINDING, /* before the FILE event of its file */
		NEWSCONV_VERIFY_PART,    /* only if they are asked for */
		NEWSCONV_VERIFY_FILE     /* a file is done */
	} type;
	const struct newsconv_finding *finding;
	const char *file; /* of a PART, as in a finding */
	const struct newsconv_record *part;
	const struct newsconv_file_result *result;
};

/* Events come in order, of sorted paths, from one thread at a time. */
typedef void newsconv_verify_callback(
    const struct newsconv_verify_event *event, void *context);

/* Ceilings; a file that meets one gets a finding.  0: the default. */
struct newsconv_limits {
	uint64_t header_size; /* of a WARC header; 1 MiB, a line 64 KiB */
	uint64_t entries;     /* of a ZIP archive; a million (1,048,576) */
	uint64_t entry_size;  /* of an entry, unpacked; 64 GiB */
	uint64_t ratio;       /* unpacked to packed, of an entry; 2000 */
	/*
	 * Of a text that is held in memory: of an entry, XML above all, 17 MiB;
	 * of JSON whatever has room in 52 MiB as a tree.
	 */
	uint64_t text_size;
	uint64_t depth; /* of arrays and objects in JSON; 256 */
};

struct newsconv_verify_options {
	size_t size;              /* sizeof(struct newsconv_verify_options) */
	const char *const *paths; /* files, folders, "-" */
	size_t path_count;
	const char *schema; /* a JSON Schema file for JSON and JSONL, or NULL */
	unsigned levels;    /* 1 << NEWSCONV_LEVEL_..., or-ed; 0: all */
	int parts;          /* 1: PART events */
	unsigned threads;   /* up to 256; 0: as many as there are processors */
	struct newsconv_limits limits;
	/*
	 * Called once, when all inputs are open and before anything of them is
	 * looked at and a thread is made: the place to give up rights that are
	 * no longer needed.  May be NULL.
	 */
	void (*opened)(void *context);
	newsconv_verify_callback *callback; /* may be NULL */
	void *context;
};

struct newsconv_verify_total {
	uint64_t files; /* and sets: all that got a FILE event */
	uint64_t sound;
	uint64_t damaged;
	uint64_t unchecked;
	uint64_t parts;
	uint64_t digests;
	uint64_t errors;
	uint64_t warnings;
	uint64_t notes;
	uint64_t fixity[NEWSCONV_FIXITIES];
};

/* Fills in the defaults, and `size`. */
NEWSCONV_API void newsconv_verify_options_init(
    struct newsconv_verify_options *options);

/*
 * Check files and folders.  Returns NEWSCONV_OK when all was looked at,
 * whatever was found: look at `total`; nothing is sound of which total->files
 * is 0.  A path that cannot be read is a FILE event with an error.  Fails with
 * NEWSCONV_BAD_VALUE (an option, the schema), _NO_MEMORY.
 *
 * Uses threads of its own and ends them.
 */
NEWSCONV_API int newsconv_verify_run(
    const struct newsconv_verify_options *options,
    struct newsconv_verify_total *total, struct newsconv_error *error);

/* ----------------------------------------------------------------------- bag
 *
 * A bag (BagIt 1.0, RFC 8493) of a folder: a copy of it with digests of all
 * files, which newsconv_verify_run() checks.
 */

struct newsconv_bag_options {
	size_t size;        /* sizeof(struct newsconv_bag_options) */
	const char *source; /* a folder; it is only read */
	const char *bag;    /* the folder to be made */
	/* "sha512", "sha256", "sha1", "md5"; none: sha512 and sha256. */
	const char *const *algorithms;
	size_t algorithm_count;
	const char *const *metadata; /* "Label=value", for bag-info.txt */
	size_t metadata_count;
	int64_t time; /* for Bagging-Date, seconds since 1970: must be given */
	/* Something worth saying of a path below the source, printable. */
	void (*note)(const char *path, const char *text, void *context);
	/* Not 0: end, and leave nothing behind.  Both may be NULL. */
	int (*stop)(void *context);
	void *context;
};

struct newsconv_bag_summary {
	uint64_t files;
	uint64_t bytes;
	uint64_t empty_folders; /* which bags cannot hold: each has a note */
};

/* Fills in the defaults, and `size`. */
NEWSCONV_API void newsconv_bag_options_init(
    struct newsconv_bag_options *options);

/*
 * Make a bag of a folder.  It appears under its name at once and whole, on the
 * disk, or not at all.  Each file is read once, and its copy is read back.
 * Fails with NEWSCONV_EXISTS, _BAD_VALUE (an option), _UNSUPPORTED (a link, a
 * device or a name that is not UTF-8 in the folder), _READ_FAILED (also a file
 * that changed meanwhile), _WRITE_FAILED, _INVALID (a copy that reads
 * otherwise than what was written), _INTERRUPTED, _NO_MEMORY.
 */
NEWSCONV_API int newsconv_bag_make(const struct newsconv_bag_options *options,
    struct newsconv_bag_summary *summary, struct newsconv_error *error);

/* Every finding there is; NULL after the last.  text is the general meaning. */
NEWSCONV_API const struct newsconv_finding *newsconv_finding_at(size_t index);

#ifdef __cplusplus
}
#endif
#endif
