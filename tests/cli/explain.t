# newsconv inspect --explain.  What the model says changes whenever it is
# trained; the form of it, and what rules say, do not.

## each_segment_is_followed_by_its_explanation
$ newsconv inspect --explain samples/page.txt >explained
$ awk '/^ *[0-9]+-[0-9]+ / { if (n++ && !reasons) print "none: " last; last = $0; reasons = 0; next } /^            (rule|else|for|against) / { reasons++ } END { print (n > 20), (reasons > 0) }' explained
1 1

## explanations_have_a_form_for_grep
$ newsconv inspect --explain samples/*.txt | grep '^            ' | grep -vE '^ {12}(rule     [a-z-]+: .+|else     [a-z-]+ [0-9]+, by itself [+-][0-9.]+|(for     |against ) [^:]+: .+ \([+-][0-9.]+\))$'
[1]

## what_speaks_for_is_above_zero
$ newsconv inspect --explain samples/*.txt | grep -E '^ +for .*\(-[^()]*\)$|^ +against .*\(\+[^()]*\)$'
[1]

## confidence_and_alternative_are_not_more_than_all
$ newsconv inspect --explain samples/*.txt | awk '/^ *[0-9]+-[0-9]+ / { sure = $3 } $1 == "else" && sure + $3 > 100'

## without_it_nothing_else_changes
$ newsconv inspect samples/council.txt >plain
$ newsconv inspect --explain samples/council.txt | grep -v '^            ' | cmp - plain

## a_rule_that_told_the_type_is_named
$ printf 'A plan for the bridge\n\nThe bridge over the river will be closed for two weeks, the council said.\n' >brief.txt
$ newsconv inspect --explain brief.txt | grep -A 2 '^ *1-1 '| sed 's/ [ 0-9][0-9][0-9]  / NNN  /'
    1-1     headline        NNN  A plan for the bridge
            rule     brief: the first of two or three lines is the headline
    3-3     paragraph       NNN  The bridge over the river will be closed for two...

## marks_between_articles_of_one_file_are_explained
$ newsconv inspect --explain samples/several.txt | grep -A 1 ' separator '
   12-12    separator       100  ----------------------------------------
            rule     boundary: it stands between two articles
--
   25-25    separator       100  ----------------------------------------
            rule     boundary: it stands between two articles
