/*
 * Prints newsconv-findings(7) from the tables that newsconv verify uses, so
 * that the page cannot say other than the program does.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "newsconv.h"

static const char *const severities[] = {"note", "warning", "error"};
static const char *const levels[] = {
    "structure", "digests", "canonical", "manifest"};

/* What a code's first part is about, in the order of the tables. */
static const struct {
	const char *prefix;
	const char *about;
} groups[] = {
    {"FILE", "Any file"},
    {"SET", "Folders and sets of files"},
    {"SUMS", "Lists of checksums"},
    {"MANIFEST", "Manifests of newsconv"},
    {"OWN", "Archives that newsconv wrote"},
    {"BAG", "BagIt bags"},
    {"WACZ", "WACZ packages"},
    {"TAR", "tar archives"},
    {"ZIP", "The ZIP container"},
    {"EPUB", "EPUB publications"},
    {"XML", "XML documents"},
    {"XHTML", "XHTML and SVG content"},
    {"LINK", "Links and fragments"},
    {"URL", "URLs"},
    {"CSS", "Style sheets"},
    {"GZIP", "gzip members"},
    {"ZSTD", "Zstandard frames"},
    {"WARC", "WARC records"},
    {"INDEX", "Indexes of WARC files"},
    {"JSON", "JSON and JSON Lines"},
};

/* Whether a sentence begins with a plain word, which then gets a capital. */
static int
begins_with_word(const char *text)
{
	size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	return length > 0 && text[length] == ' ';
}

/* One sentence, with what mdoc would read as a request or escape defused. */
static void
put_sentence(const char *before, const char *text)
{
	size_t length = strlen(text);
	const char *c;

	if (length == 0)
		return;
	printf("%s", before);
	if (before[0] == '\0' && (text[0] == '.' || text[0] == '\''))
		printf("\\&");
	c = text;
	if (before[0] == '\0' && begins_with_word(text))
		putchar(toupper((unsigned char)*c++));
	for (; *c != '\0'; c++) {
		if (*c == '\\')
			printf("\\e");
		else if (*c != '\n')
			putchar(*c);
	}
	printf("%s\n", text[length - 1] == '.' ? "" : ".");
}

static size_t
prefix_length(const char *code)
{
	return strcspn(code, "-");
}

static void
put_heading(const char *code)
{
	size_t length = prefix_length(code), i;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strlen(groups[i].prefix) == length &&
		    memcmp(groups[i].prefix, code, length) == 0) {
			printf(".Ss %s\n", groups[i].about);
			return;
		}
	printf(".Ss %.*s\n", (int)length, code);
}

static void
put_head(void)
{
	fputs(
	    ".\\\" Made by tests/manual/update from the tables of findings.\n"
	    ".Dd November 26, 2026\n"
	    ".Dt NEWSCONV-FINDINGS 7\n"
	    ".Os\n"
	    ".Sh NAME\n"
	    ".Nm newsconv-findings\n"
	    ".Nd what newsconv verify can find, by code\n"
	    ".Sh DESCRIPTION\n"
	    ".Xr newsconv-verify 1\n"
	    "names what it finds by a code.\n"
	    "A code keeps its meaning from version to version; a new finding\n"
	    "gets a new one.\n"
	    "An error means that the archive is damaged or breaks its\n"
	    "standard; a warning, that something is legal and likely to cause\n"
	    "trouble; a note is worth knowing and nothing is wrong.\n"
	    "What leaves something unchecked is a warning that keeps the\n"
	    "archive from being called sound.\n"
	    "Behind the severity stands the question that a finding answers:\n"
	    "structure, digests, canonical or manifest.\n"
	    "Where EPUBCheck has a like message, its id is given.\n",
	    stdout);
}

static void
put_finding(const struct newsconv_finding *finding)
{
	printf(".It Sy %s Pq %s , %s\n", finding->code,
	    finding->unchecked ? "unchecked" : severities[finding->severity],
	    levels[finding->level]);
	put_sentence("", finding->text);
	put_sentence("Expected: ", finding->expected);
	put_sentence("Clause: ", finding->clause);
	put_sentence("", finding->advice);
	put_sentence("EPUBCheck: ", finding->peer);
}

int
main(void)
{
	const struct newsconv_finding *finding, *last = NULL;
	size_t i;

	put_head();
	for (i = 0; (finding = newsconv_finding_at(i)) != NULL; i++) {
		size_t length = prefix_length(finding->code);

		if (last == NULL || prefix_length(last->code) != length ||
		    memcmp(last->code, finding->code, length) != 0) {
			if (last != NULL)
				puts(".El");
			put_heading(finding->code);
			puts(".Bl -tag -width Ds");
		}
		put_finding(finding);
		last = finding;
	}
	if (last != NULL)
		puts(".El");
	fputs(".Sh SEE ALSO\n"
	      ".Xr newsconv 1 ,\n"
	      ".Xr newsconv-verify 1\n",
	    stdout);
	return last == NULL || ferror(stdout) || fclose(stdout) != 0;
}
