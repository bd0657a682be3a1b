# newsconv archive, as a person runs it.  The time of the run is given, so that
# names and bytes are the same each time.

## a_folder_becomes_an_archive
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt samples/german.txt news
$ newsconv archive news -o out | sed 's/ *[0-9.]* kB/ N kB/'
inputs                      3
  archived                  3
  failed                    0
articles                    3
  in en                     2
  in de                     1
  no date                   1
  published        2023-03-14  to 2023-11-02
read N kB
written N kB  1 volume, 10 records
archive          out, run 1
$ (cd out && find . -type f | sort)
$ newsconv verify -q out/archive/*.warc.gz
$ newsconv verify -q out/jsonl/*.jsonl

## run_again_only_what_is_new_is_added
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; cp samples/council.txt samples/harbour.txt news
$ newsconv archive -q news -o out
$ cp samples/german.txt news; rm news/harbour.txt
$ newsconv archive news -o out | grep -v -E '^(read|written|  published)'
$ ls out/archive

## an_input_that_fails_is_named_and_the_others_are_done
$ mkdir news; cp samples/council.txt news; : >news/empty.txt; printf 'GIF89a\0\0\1' >news/a.gif
$ newsconv archive news -o out >summary
$ sed -n '/^inputs/,/failed/p' summary
$ tail -n 5 summary
$ grep -c '"status":"failed"' out/manifest.jsonl

## hidden_files_and_links_are_counted
$ mkdir news; cp samples/council.txt news; cp samples/harbour.txt news/.hidden.txt; ln -s council.txt news/link.txt
$ newsconv archive news -o out | sed -n '/^inputs/,/failed/p'
$ newsconv archive --hidden --follow-links news -o all | sed -n '/^inputs/,/failed/p'

## twenty_failures_are_named_and_the_rest_is_counted
$ mkdir news; for i in $(seq 10 34); do : >news/$i.txt; done; cp samples/council.txt news
$ newsconv archive -q news -o out
$ newsconv archive -q -v news -o all 2>&1 | grep -c 'is empty'

## quiet_says_nothing_but_what_failed
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q news -o out
$ : >news/empty.txt
$ newsconv archive -q news -o out

## a_dry_run_writes_nothing
$ mkdir news; cp samples/council.txt samples/harbour.txt news; : >news/.hidden
$ newsconv archive --dry-run news -o out
$ ls -A | grep -vx samples
$ newsconv archive -q news -o out; rm news/council.txt; echo more >>news/harbour.txt
$ newsconv archive -n news -o out | head -n 2

## what_is_said_of_an_empty_folder
$ mkdir news
$ newsconv archive news -o out

## an_input_that_is_not_there_is_an_error
$ newsconv archive missing -o out
$ files

## a_directory_of_others_is_not_written_into
$ mkdir out; echo mine >out/file
$ newsconv archive samples -o out
$ ls out

## lists_name_files
$ printf '%s\n' samples/council.txt samples/harbour.txt >list
$ newsconv archive --files-from list -o out | sed -n '/^inputs/,/failed/p'
$ printf 'samples/council.txt\0samples/harbour.txt\0' | newsconv archive --files-from - -0 -o zero | sed -n '/^inputs/,/failed/p'

## only_the_default_outputs_are_made_unless_asked
$ mkdir news; cp samples/council.txt news
$ newsconv archive -q --to jsonl news -o lines; ls lines
$ newsconv archive -q --to warc news -o volumes; ls volumes
$ newsconv archive -q --to warc --records resource news -o source; gzip -dc source/archive/* | grep -a '^WARC-Type' | tr -d '\r'

## the_summary_adds_up
$ mkdir -p news/sub; cp samples/*.txt news; cp samples/council.txt news/sub; : >news/empty.txt; : >news/.hidden; ln -s . news/loop
$ newsconv archive -q --progress jsonl news -o out 2>&1 >/dev/null | grep '"event":"summary"' >summary
$ number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" summary; }
$ sum=0; for part in archived duplicates unchanged packed sidecars skipped failed; do sum=$((sum + $(number $part))); done
$ test "$sum" = "$(number inputs)" && test "$sum" = "$(wc -l <out/manifest.jsonl | tr -d ' ')" && echo adds up
adds up
$ test "$(number articles)" = "$(cat out/jsonl/* | wc -l)" && echo one line an article
one line an article
$ sed 's/.*"languages":{\([^}]*\)}.*/\1/' summary | tr , '\n' | awk -F : '{ sum += $2 } END { print sum }' >languages
$ number articles | cmp - languages

## progress_for_programs_is_json
$ mkdir news; cp samples/council.txt news; : >'news/em"pty.txt'
$ newsconv archive --progress jsonl news -o out 2>&1 >/dev/null | grep -v -E '"(progress|summary)"'
$ newsconv archive --progress jsonl news -o out 2>&1 >/dev/null | grep -c '^{"event":"summary","inputs":2,.*}$'
$ newsconv archive --progress jsonl missing -o out

## not_a_control_character_without_a_terminal
$ newsconv archive samples -o out 2>err >summary; cat summary err | tr -d '\n' | LC_ALL=C grep -c '[[:cntrl:]]'
0
[1]

## a_second_run_is_told_who_holds_the_archive
$ mkfifo list
$ newsconv archive -q --files-from list -o out &
> exec 3>list
> while ! [ -e out/unfinished/lock ]; do sleep 0.01; done
> newsconv archive -q samples -o out 2>&1 | sed 's/process [0-9]* on .*/process N on HOST/'
> exec 3>&-
> wait

## a_signal_ends_it_cleanly_and_the_same_command_goes_on
$ export SOURCE_DATE_EPOCH=1600000000
$ mkdir news; for i in $(seq 2000); do { cat samples/council.txt; echo "Number $i."; } >news/$i.txt; done
$ newsconv archive -q news -o whole
$ newsconv archive --progress jsonl news -o out 2>err >/dev/null &
> while ! grep -q '"progress"' err; do :; done
> kill -TERM $!; wait $!; echo $?; tail -n 1 err
$ newsconv archive -q news -o out
$ diff -r whole out && echo the same
the same
