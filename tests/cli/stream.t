# newsconv --stream: paths in, key and JSON out.

## a_path_a_line_gives_a_line_of_key_and_json
$ printf '%s\n' samples/council.txt samples/harbour.txt | newsconv --stream >out
! newsconv: 2 paths: 2 articles, 0 failed
$ cut -f 1 out
samples/council.txt
samples/harbour.txt
$ cut -f 2 out | cut -c 1-40
{"schema":"newsconv-article/1","id":"urn
{"schema":"newsconv-article/1","id":"urn

## the_json_is_that_of_json_lines
$ echo samples/council.txt | newsconv --stream -q | cut -f 2 >stream
$ newsconv samples/council.txt -o out.jsonl
$ cmp stream out.jsonl

## the_order_is_that_of_the_paths
$ printf '%s\n' samples/market.txt samples/council.txt samples/market.txt | newsconv --stream -q | cut -f 1
samples/market.txt
samples/council.txt
samples/market.txt

## one_run_and_several_give_the_same_lines
$ ls samples/*.txt >paths
$ newsconv --stream -q <paths >one
$ split -n r/3 paths part.
$ for part in part.*; do newsconv --stream -q <$part; done | LC_ALL=C sort >three
$ LC_ALL=C sort one | cmp - three
$ cut -f 1 one | uniq | cmp - paths

## nothing_in_gives_nothing
$ newsconv --stream </dev/null | wc -c
0
! newsconv: 0 paths: 0 articles, 0 failed
$ printf '\n\n' | newsconv --stream | wc -c
0
! newsconv: 0 paths: 0 articles, 0 failed

## the_last_line_needs_no_end
$ printf samples/council.txt | newsconv --stream -q | cut -f 1
samples/council.txt

## several_articles_of_a_file_are_a_line_each_with_its_key
$ echo samples/export.txt | newsconv --stream -q | cut -f 1
samples/export.txt
samples/export.txt
$ echo samples/export.txt | newsconv --stream -q | grep -o '"part":{"number":[0-9]*,"of":[0-9]*'
"part":{"number":1,"of":2
"part":{"number":2,"of":2
$ echo samples/export.txt | newsconv --stream --split never >/dev/null
! newsconv: 1 paths: 1 articles, 0 failed

## what_fails_is_named_and_the_others_are_done
$ : >empty.txt
$ printf '%s\n' missing.txt samples/council.txt empty.txt - | newsconv --stream >out
! newsconv: missing.txt: cannot open: No such file or directory
! newsconv: empty.txt: is empty (0 bytes)
! newsconv: -: standard input holds the paths
! newsconv: 4 paths: 1 articles, 3 failed
[1]
$ cut -f 1 out
samples/council.txt

## paths_may_end_with_nul
$ name="$(printf 'a\tb\nc.txt')"
$ cp samples/council.txt "$name"
$ printf '%s\0' "$name" samples/harbour.txt | newsconv --stream -0 -q >out
$ cut -f 1 out
a\x09b\x0ac.txt
samples/harbour.txt
$ printf 'samples/\0council.txt\n' | newsconv --stream -q
! newsconv: samples/: holds a NUL byte, which no path can
[1]

## a_closed_pipe_is_an_error_of_the_output
$ for i in $(seq 200); do echo samples/council.txt; done >paths
$ { newsconv --stream -q <paths; echo $? >status; } | head -n 1 | cut -f 1
samples/council.txt
! newsconv: standard output: cannot write: Broken pipe
$ cat status
75

## a_full_disk_is_an_error_of_the_output
$ echo samples/council.txt | newsconv --stream -q >/dev/full
! newsconv: standard output: cannot write: No space left on device
[75]

## a_standard_input_that_cannot_be_read_is_an_error
$ newsconv --stream -q <samples
! newsconv: standard input: cannot read: Is a directory
[75]

## a_line_is_written_before_the_next_path_is_read
$ mkfifo in out
$ newsconv --stream -q <in >out &
> exec 3>in 4<out
> echo samples/council.txt >&3
> IFS= read -r line <&4
> printf '%.19s\n' "$line"
> exec 3>&-
> wait
samples/council.txt

## options_of_reading_hold_for_all
$ echo samples/council.txt | newsconv --stream -q --lang de --publisher 'The Paper' | grep -oE '"tag":"[a-z]*"|"publisher":\{"text":"[^"]*"'
"tag":"de"
"publisher":{"text":"The Paper"
$ printf '%s\n' samples/council.txt samples/brief.txt | newsconv --stream --max-size 1000 >out
! newsconv: samples/council.txt: larger than 1000 bytes, the limit
! newsconv: 2 paths: 1 articles, 1 failed
[1]

## what_it_cannot_mean_is_a_usage_error
$ newsconv --stream --to warc </dev/null
! newsconv: --to warc: a stream is of json (see newsconv --stream --help)
[64]
$ newsconv --stream --to json </dev/null
! newsconv: 0 paths: 0 articles, 0 failed
$ newsconv --stream samples/council.txt </dev/null
! newsconv: samples/council.txt: paths are read from standard input (see newsconv --stream --help)
[64]
$ newsconv --stream --split sometimes </dev/null
! newsconv: --split sometimes: not auto, never or always (see newsconv --stream --help)
[64]
$ newsconv --stream --max-size 1x </dev/null
! newsconv: --max-size 1x: no size such as 500, 64K or 256M (see newsconv --stream --help)
[64]
$ newsconv --stream --lang 'no tag' </dev/null 2>&1 | cut -c 1-33
newsconv: the language "no tag" i
$ newsconv --stream --frobnicate </dev/null
! newsconv: --frobnicate: unknown option, or its value is missing or not wanted (see newsconv --stream --help)
[64]
$ newsconv --stream --help | head -n 1
Usage: newsconv --stream [OPTION...] <PATHS >LINES

## lines_may_end_in_cr_lf
$ printf 'samples/council.txt\r\n\r\nsamples/harbour.txt\r\n' | newsconv --stream -q | cut -f 1
samples/council.txt
samples/harbour.txt
