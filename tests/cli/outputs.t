# Where the output goes, and what may not happen to what is there.

## the_suffix_tells_the_format
$ for s in epub json jsonl ndjson warc warc.gz; do
> newsconv samples/harbour.txt -o out.$s && newsconv verify out.$s
> done | sed 's/,.*//'
out.epub: sound: epub
out.json: sound: json
out.jsonl: sound: jsonl
out.ndjson: sound: jsonl
out.warc: sound: warc
out.warc.gz: sound: warc

## an_unknown_suffix_is_a_usage_error
$ newsconv samples/harbour.txt -o out.pdf
! newsconv: out.pdf: the suffix tells no format; use --to epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ newsconv samples/harbour.txt -o out
! newsconv: out: the suffix tells no format; use --to epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ files

## to_names_the_format_where_the_suffix_does_not
$ newsconv samples/harbour.txt --to epub -o book
$ newsconv verify -q book
$ newsconv samples/harbour.txt --to warc.gz -o crawl
$ gzip -t <crawl

## an_unknown_format_is_a_usage_error
$ newsconv samples/harbour.txt --to docx -o out.docx
! newsconv: --to docx: no such format; there are epub, json, jsonl, warc.gz, warc (see newsconv --help)
[64]
$ files

## the_suffix_may_be_in_capitals
$ newsconv samples/harbour.txt -o OUT.EPUB && newsconv verify -q OUT.EPUB
$ newsconv samples/harbour.txt -o OUT.WARC.gz && gzip -t OUT.WARC.gz

## a_format_asked_for_by_name_is_the_one_written
$ newsconv samples/harbour.txt --to warc.gz -o out.warc
$ gzip -t <out.warc
$ newsconv samples/harbour.txt --to warc -o out.warc.gz
$ gzip -t out.warc.gz
$ newsconv samples/harbour.txt --to json -o out.jsonl
$ sed -n 1p out.jsonl
{

## an_existing_output_is_left_alone
$ echo precious >out.epub
$ newsconv samples/harbour.txt -o out.epub
! newsconv: out.epub: exists already; it was not replaced
[2]
$ cat out.epub
precious
$ files
out.epub

## force_replaces_an_existing_output
$ echo precious >out.epub
$ newsconv --force samples/harbour.txt -o out.epub
$ newsconv verify -q out.epub
$ newsconv -f samples/harbour.txt -o out.epub
$ files
out.epub

## force_keeps_the_old_output_when_the_input_fails
$ echo precious >out.epub
$ newsconv --force missing.txt -o out.epub
! newsconv: missing.txt: cannot open: No such file or directory
[2]
$ cat out.epub
precious
$ files
out.epub

## an_output_has_the_mode_that_umask_leaves
$ umask 022
$ newsconv samples/harbour.txt -o out.json
$ stat -c %a out.json
644
$ umask 077
$ newsconv samples/harbour.txt -o private.json
$ stat -c %a private.json
600

## a_replaced_output_keeps_its_mode
$ umask 022
$ newsconv samples/harbour.txt -o out.json
$ chmod 640 out.json
$ newsconv --force samples/harbour.txt -o out.json
$ stat -c %a out.json
640
$ chmod 400 out.json
$ newsconv --force samples/harbour.txt -o out.json
$ stat -c %a out.json
400

## a_folder_is_no_output
$ mkdir out.epub
$ newsconv samples/harbour.txt -o out.epub
! newsconv: out.epub: is a directory
[2]
$ newsconv --force samples/harbour.txt -o out.epub
! newsconv: out.epub: is a directory
[2]
$ rmdir out.epub

## an_output_in_no_folder_is_refused
$ newsconv samples/harbour.txt -o none/out.epub
! newsconv: none/out.epub: cannot create: No such file or directory
[2]
$ files

## an_output_in_a_folder_without_permission_is_refused
$ mkdir locked
$ chmod 555 locked
$ as_user newsconv samples/harbour.txt -o locked/out.epub
! newsconv: locked/out.epub: cannot create: Permission denied
[2]
$ ls -A locked

## an_input_is_never_the_output
$ cp samples/harbour.txt it.json
$ newsconv --force it.json -o it.json
! newsconv: it.json: is an input and the output too; it was not replaced
[2]
$ cmp it.json samples/harbour.txt
$ ln it.json same.json
$ newsconv --force it.json -o same.json
! newsconv: same.json: is an input and the output too; it was not replaced
[2]
$ cmp it.json samples/harbour.txt
$ files
it.json
same.json

## a_link_stays_a_link_and_its_target_is_replaced
$ mkdir there
$ echo old >there/real.epub
$ ln -s there/real.epub link.epub
$ newsconv samples/harbour.txt -o link.epub
! newsconv: link.epub: exists already; it was not replaced
[2]
$ newsconv --force samples/harbour.txt -o link.epub
$ readlink link.epub
there/real.epub
$ newsconv verify -q there/real.epub
$ ls -A there
real.epub

## a_link_to_nothing_is_refused
$ ln -s nowhere.epub link.epub
$ newsconv samples/harbour.txt -o link.epub
! newsconv: link.epub: is a symbolic link to nothing
[2]
$ files
link.epub

## a_device_takes_the_bytes
$ newsconv samples/harbour.txt --to epub -o /dev/null
$ test -c /dev/null && echo still a device
still a device

## the_name_of_an_open_descriptor_is_that_descriptor
$ newsconv samples/harbour.txt -o one.json
$ for name in /dev/stdout /dev/fd/1 /proc/self/fd/1 /dev/fd/7; do
> { echo first; newsconv samples/harbour.txt --to json -o $name; newsconv samples/harbour.txt --to json -o -; } >all.txt 7>&1
> { echo first; cat one.json one.json; } | cmp - all.txt
> done
$ files
all.txt
one.json
$ newsconv samples/harbour.txt --to json -o /dev/fd/9 9>&-
! newsconv: /dev/fd/9: cannot write: Bad file descriptor
[2]
$ newsconv samples/harbour.txt --to json -o /proc/self/fd/x
! newsconv: /proc/self/fd/x: cannot create: No such file or directory
[2]
$ files
all.txt
one.json

## a_full_device_is_worth_another_try
$ newsconv samples/harbour.txt --to json -o - >/dev/full
! newsconv: -: cannot write: No space left on device
[75]
$ newsconv samples/harbour.txt --to epub -o /dev/full
! newsconv: /dev/full: cannot write: No space left on device
[75]
$ newsconv --help >/dev/full
! newsconv: standard output: cannot write: No space left on device
[75]

## a_limit_on_the_size_of_files_is_worth_another_try
$ (ulimit -f 1; newsconv samples/council.txt -o out.warc)
! newsconv: out.warc: cannot write: File too large
[75]
$ files

## a_closed_pipe_is_an_error_and_no_crash
$ mkfifo pipe
$ { sleep 0.1; : <pipe; } & { trap '' PIPE; newsconv samples/harbour.txt --to json -o - >pipe; echo $?; } 2>/dev/null | grep -cE '^(0|2|75)$'
1

## a_name_may_begin_with_a_dash_or_hold_blanks
$ cp samples/harbour.txt ./-x.txt
$ newsconv -o './a b.epub' -- -x.txt
$ newsconv verify -q 'a b.epub'

## nothing_is_said_when_all_is_well
$ newsconv samples/harbour.txt -o out.epub

## a_temporary_left_by_another_run_is_not_touched
$ touch .newsconv-1-0
$ newsconv samples/harbour.txt -o out.epub
$ files
.newsconv-1-0
out.epub

## a_closed_standard_stream_does_not_end_up_in_the_archive
$ newsconv -v samples/harbour.txt -o a.warc 2>&-
$ newsconv -v samples/harbour.txt -o b.warc >&- 2>&-
$ newsconv -v samples/harbour.txt -o c.warc <&- >&- 2>&-
$ newsconv verify -q a.warc b.warc c.warc
