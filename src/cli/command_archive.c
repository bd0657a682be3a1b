/* newsconv archive INPUT... -o ARCHIVE */
#include <time.h>

#include "archive_request.h"
#include "cli.h"

int
command_archive(int argc, char **argv)
{
	struct newsconv_archive_summary summary;
	struct newsconv_archive_options *options;
	struct archive_request request;
	struct newsconv_error error;
	struct watch watch;
	int result, status = EXIT_SOUND;

	if (!archive_request_parse(&request, argc, argv, &status))
		goto out;
	options = &request.options;
	if (!options->time_for_all)
		options->time = (int64_t)time(NULL);
	watch_begin(&watch, &request.watch, options->output, options->dry_run);
	options->count = watch_counts(&watch);
	options->callback = watch_event;
	options->context = &watch;
	result = newsconv_archive_run(options, &summary, &error);
	status = watch_end(&watch, result, &summary, &error);
out:
	archive_request_free(&request);
	return status;
}
