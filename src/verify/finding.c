/*
 * One way out for every finding: counted in the summary, made printable, given
 * to the callback.  Severity, clause and advice come from the table, so that
 * the code which finds a fault says only what it found.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"
#include "finding.h"

static const struct newsconv_finding table[] = {
#define FINDING(name, code, severity, text, clause, advice) \
	{code, NEWSCONV_##severity, "", "", 0, text, clause, advice},
#include "findings_file.def"
#include "findings_zip.def"
#include "findings_xml.def"
#include "findings_epub.def"
#include "findings_gzip.def"
#include "findings_warc.def"
#include "findings_json.def"
#undef FINDING
};

const struct newsconv_finding *
nc_finding_at(size_t index)
{
	return index < NC_FINDING_COUNT ? &table[index] : NULL;
}

static void
count(struct newsconv_summary *summary, enum newsconv_severity severity)
{
	switch (severity) {
	case NEWSCONV_NOTE:
		summary->notes++;
		break;
	case NEWSCONV_WARNING:
		summary->warnings++;
		break;
	case NEWSCONV_ERROR:
		summary->errors++;
		break;
	}
}

void
nc_finding(const struct nc_verify *verify, enum nc_finding_code code,
    const char *part, uint64_t offset, const char *format, ...)
{
	struct newsconv_finding finding = table[code];
	char raw[1024], text[1024], safe_part[512];
	va_list arguments;

	count(verify->summary, finding.severity);
	if (verify->options->callback == NULL)
		return;
	va_start(arguments, format);
	vsnprintf(raw, sizeof(raw), format, arguments);
	va_end(arguments);
	nc_printable(text, sizeof(text), raw, strlen(raw));
	nc_printable(safe_part, sizeof(safe_part), part, strlen(part));
	finding.file = verify->name;
	finding.part = safe_part;
	finding.offset = offset;
	finding.text = text;
	verify->options->callback(&finding, verify->options->context);
}
