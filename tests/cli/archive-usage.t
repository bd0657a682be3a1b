# newsconv archive: what is asked of the command line before any file is opened.

## help_is_given
$ newsconv archive --help | head -n 1
Usage: newsconv archive [OPTION...] INPUT... -o ARCHIVE
$ newsconv archive -h | grep -c '^Exit status: 0 done'
1

## no_input_and_no_output_are_usage_errors
$ newsconv archive
! newsconv: no input given (see newsconv archive --help)
[64]
$ newsconv archive samples
! newsconv: no output given; use -o ARCHIVE (see newsconv archive --help)
[64]
$ newsconv archive samples -o ''
! newsconv: "": the output has no name (see newsconv archive --help)
[64]
$ newsconv archive samples -o -
! newsconv: -o -: an archive is a directory or a WACZ file (see newsconv archive --help)
[64]
$ files

## standard_input_is_read_once
$ newsconv archive - --files-from - -o out
! newsconv: standard input can be read once only (see newsconv archive --help)
[64]
$ newsconv archive --files-from - --files-from - -o out
! newsconv: standard input can be read once only (see newsconv archive --help)
[64]

## each_wrong_value_is_named
$ newsconv archive samples -o out --to warc,tar
! newsconv: --to warc,tar: not a list of warc, jsonl, epub (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --records resource,
! newsconv: --records resource,: not a list of resource, conversion, view, metadata (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --epub-by week
! newsconv: --epub-by week: not article, folder, day or all (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --volume-size 1.5G
! newsconv: --volume-size 1.5G: no size such as 500M, 1GiB or 2G (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --checkpoint no
! newsconv: --checkpoint no: no size such as 1M, 64M or 1GiB (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --max-size 0
! newsconv: --max-size 0: no size such as 500, 64K or 256M (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --prefix a/b
! newsconv: --prefix a/b: not up to 64 letters, digits, ".", "_" and "-" (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --prefix "$(printf %065d 0)" 2>&1 | grep -c 'not up to 64'
1
$ newsconv archive samples -o out -j 0
! newsconv: --jobs 0: no number from 1 to 256 (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --jobs two
! newsconv: --jobs two: no number from 1 to 256 (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --shard 3/2
! newsconv: --shard 3/2: not I/N, a part of so many, such as 1/8 (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --shard 0/2
! newsconv: --shard 0/2: not I/N, a part of so many, such as 1/8 (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --shard 1
! newsconv: --shard 1: not I/N, a part of so many, such as 1/8 (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --field text
! newsconv: --field text: not of the form text=body (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --field =body
! newsconv: --field =body: not of the form text=body (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --split sometimes
! newsconv: --split sometimes: not auto, never or always (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --progress loud
! newsconv: --progress loud: not auto, terminal, plain, jsonl or none (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --publisher ''
! newsconv: the publisher is empty (see newsconv archive --help)
[64]
$ SOURCE_DATE_EPOCH=now newsconv archive samples -o out
! newsconv: SOURCE_DATE_EPOCH: "now" is no number of seconds since 1970 (up to the year 9999) (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --frobnicate
! newsconv: --frobnicate: unknown option, or its value is missing or not wanted (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --quiet=yes
! newsconv: --quiet=yes: unknown option, or its value is missing or not wanted (see newsconv archive --help)
[64]
$ newsconv archive samples -o
! newsconv: -o: unknown option, or its value is missing (see newsconv archive --help)
[64]
$ files

## what_contradicts_itself_is_refused
$ newsconv archive samples -o out -0
! newsconv: -0 is for the paths of --files-from (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --to epub
! newsconv: books are made of the dumps in WARC volumes: --to warc,epub (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --to jsonl --records view
! newsconv: --records and --volume-size are for --to warc (see newsconv archive --help)
[64]
$ newsconv archive samples -o out --epub-by day
! newsconv: --epub-by is for --to epub (see newsconv archive --help)
[64]
$ files

## a_field_that_cannot_be_given_is_wrong_usage
$ newsconv archive samples -o out --field nonsense=body
! newsconv: the field "nonsense=body" is not of the form WHAT=NAME, where WHAT is text, name, url, title, author, fetched, date, language or publisher (see newsconv archive --help)
[64]
$ files
