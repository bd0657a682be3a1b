/*
 * The files of schemas/ in the binary, so that a check needs no installed file
 * and cannot meet a schema of another version.  The assembler reads them: no
 * generated C, no step of the build, and they lie in read-only pages that are
 * not touched before they are used.
 *
 * The paths are relative to the root of the project, where the compiler runs.
 */
#include "schemas.h"

/* .balign, since a linker may otherwise put the next object at an odd place. */
#define EMBED(symbol, path) \
	extern const char symbol[], symbol##_end[]; \
	__asm__(".pushsection .rodata,\"a\",@progbits\n" \
		".balign 16\n" \
		".globl " #symbol "\n" \
		".hidden " #symbol "\n" #symbol ":\n" \
		".incbin \"" path "\"\n" \
		".globl " #symbol "_end\n" \
		".hidden " #symbol "_end\n" #symbol "_end:\n" \
		".byte 0\n" \
		".balign 16\n" \
		".popsection\n")

EMBED(nc_schema_container, "embedded/container.rng");
EMBED(nc_schema_package, "embedded/package.rng");
EMBED(nc_schema_nav, "embedded/nav.rng");
EMBED(nc_schema_ncx, "embedded/ncx.rng");
EMBED(nc_schema_contents, "embedded/contents.rng");
EMBED(nc_schema_cover_xhtml, "embedded/cover-xhtml.rng");
EMBED(nc_schema_article_xhtml, "embedded/article-xhtml.rng");
EMBED(nc_schema_article_json, "embedded/article.schema.json");
EMBED(nc_schema_record_json, "embedded/record.schema.json");
EMBED(nc_schema_manifest_json, "embedded/manifest.schema.json");
EMBED(nc_schema_history_json, "embedded/history.schema.json");
EMBED(nc_schema_books_json, "embedded/books.schema.json");
EMBED(nc_schema_pages_json, "embedded/pages.schema.json");
EMBED(nc_schema_outputs_json, "embedded/outputs.schema.json");

struct newsconv_text
nc_schema_text(enum nc_schema schema)
{
	static const struct {
		const char *start, *end;
	} table[] = {
	    [NC_SCHEMA_CONTAINER] = {nc_schema_container,
		nc_schema_container_end},
	    [NC_SCHEMA_PACKAGE] = {nc_schema_package, nc_schema_package_end},
	    [NC_SCHEMA_NAV] = {nc_schema_nav, nc_schema_nav_end},
	    [NC_SCHEMA_NCX] = {nc_schema_ncx, nc_schema_ncx_end},
	    [NC_SCHEMA_CONTENTS] = {nc_schema_contents, nc_schema_contents_end},
	    [NC_SCHEMA_COVER_XHTML] = {nc_schema_cover_xhtml,
		nc_schema_cover_xhtml_end},
	    [NC_SCHEMA_ARTICLE_XHTML] = {nc_schema_article_xhtml,
		nc_schema_article_xhtml_end},
	    [NC_SCHEMA_ARTICLE_JSON] = {nc_schema_article_json,
		nc_schema_article_json_end},
	    [NC_SCHEMA_RECORD_JSON] = {nc_schema_record_json,
		nc_schema_record_json_end},
	    [NC_SCHEMA_MANIFEST_JSON] = {nc_schema_manifest_json,
		nc_schema_manifest_json_end},
	    [NC_SCHEMA_HISTORY_JSON] = {nc_schema_history_json,
		nc_schema_history_json_end},
	    [NC_SCHEMA_BOOKS_JSON] = {nc_schema_books_json,
		nc_schema_books_json_end},
	    [NC_SCHEMA_PAGES_JSON] = {nc_schema_pages_json,
		nc_schema_pages_json_end},
	    [NC_SCHEMA_OUTPUTS_JSON] = {nc_schema_outputs_json,
		nc_schema_outputs_json_end},
	};
	struct newsconv_text text;

	text.data = table[schema].start;
	text.size = (size_t)(table[schema].end - table[schema].start);
	return text;
}
