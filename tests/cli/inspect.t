# newsconv inspect.

## fields_and_segments_are_shown
$ newsconv inspect samples/council.txt
file       samples/council.txt
source     1353 bytes, UTF-8
language   en, Latn, left to right
headline   Council votes to keep Brackwater’s night bus running until spring
dek        A narrow majority found the money in the road budget; the opposition calls it a loan from next winter
byline     By Maren Tolliver
author     Maren Tolliver
published  2023-03-14 (14 March 2023)
    1-1     headline         99  Council votes to keep Brackwater’s night bus run...
    3-3     dek              62  A narrow majority found the money in the road bu...
    5-5     byline           98  By Maren Tolliver
    7-7     date             99  14 March 2023
    9-9     paragraph        94  The town council of Brackwater voted on Tuesday ...
   11-11    paragraph        97  The bus, which links the station with the hospit...
   13-13    paragraph        97  “Nobody who votes here tonight will have to walk...
   15-15    paragraph        97  The money is taken from the budget for road repa...
   17-17    paragraph        97  Members of the opposition called the decision a ...
   19-19    paragraph        87  A report on the future of all bus lines is to be...

## each_line_that_is_not_blank_is_in_one_segment
$ newsconv inspect samples/page.txt | awk '/^ *[0-9]+-[0-9]+ / { split($1, r, "-"); for (i = r[1]; i <= r[2]; i++) print i }' >seen
$ grep -n '[^[:space:]]' samples/page.txt | cut -d : -f 1 | cmp seen -

## standard_input_can_be_inspected
$ newsconv inspect - <samples/harbour.txt | head -n 1
file       -

## an_input_that_fails_is_named
$ newsconv inspect missing.txt samples/harbour.txt | head -n 1
file       samples/harbour.txt
! newsconv: missing.txt: cannot open: No such file or directory
$ newsconv inspect missing.txt samples/harbour.txt >/dev/null
! newsconv: missing.txt: cannot open: No such file or directory
[1]
$ newsconv inspect missing.txt
! newsconv: missing.txt: cannot open: No such file or directory
[2]
