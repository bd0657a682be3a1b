/* Names as catalogues file them, and those that nobody should turn around. */
#include "unit.h"

#include "sort_name.h"
#include "utf8.h"

static void
expect(const char *language, const char *name, const char *sorted)
{
	struct nc_buffer target = NC_BUFFER(1 << 16);
	bool turned = nc_sort_name(&target, nc_text(name), nc_text(language));

	assert_int_equal(nc_buffer_check(&target, NULL), 0);
	if (turned != (sorted != NULL) ||
	    (turned && strcmp(target.data, sorted) != 0))
		fail_msg("%s (%s): %s", name, language,
		    turned ? target.data : "as it stands");
	if (!turned)
		assert_int_equal(target.size, 0);
	nc_buffer_free(&target);
}

static void
the_family_name_comes_first(void **state)
{
	(void)state;
	expect("en", "Noor Halvorsen", "Halvorsen, Noor");
	expect("en-GB", "J. K. Rowling", "Rowling, J. K.");
	expect("EN", "J.R.R. Tolkien", "Tolkien, J.R.R.");
	expect("en", "Mary-Jane O'Neill-Smith", "O'Neill-Smith, Mary-Jane");
	expect("de", "Jürgen Großmann", "Großmann, Jürgen");
	expect("ru", "Анна Ахматова", "Ахматова, Анна");
	expect("el", "Γιώργος Σεφέρης", "Σεφέρης, Γιώργος");
	expect("en", "JOHN SMITH", "SMITH, JOHN");
}

static void
particles_go_where_their_language_has_them(void **state)
{
	(void)state;
	expect("en", "Martin Van Buren", "Van Buren, Martin");
	expect("en", "Walter de la Mare", "de la Mare, Walter");
	expect("it", "Edmondo De Amicis", "De Amicis, Edmondo");
	expect(
	    "de", "Johann Wolfgang von Goethe", "Goethe, Johann Wolfgang von");
	expect("de", "Ursula von der Leyen", "Leyen, Ursula von der");
	expect("nl", "Vincent van Gogh", "Gogh, Vincent van");
	expect("nl", "Luc Van den Berghe", "Van den Berghe, Luc");
	expect("fr", "Jean de La Fontaine", "La Fontaine, Jean de");
	expect("fr", "Georges de la Tour", "la Tour, Georges de");
	expect("fr", "Gustave Le Rouge", "Le Rouge, Gustave");
	expect("pt", "Machado de Assis", "Assis, Machado de");
}

static void
what_follows_a_family_name_goes_last(void **state)
{
	(void)state;
	expect("en", "Martin Luther King Jr.", "King, Martin Luther, Jr.");
	expect("en", "Henry Ford II", "Ford, Henry, II");
}

static void
languages_with_another_order_keep_names(void **state)
{
	(void)state;
	expect("hu", "Nagy Péter", NULL);
	expect("is", "Halldór Laxness", NULL);
	expect("vi", "Nguyễn Văn An", NULL);
	expect("zh", "王小明", NULL);
	expect("ja", "村上 春樹", NULL);
	expect("ko", "김 철수", NULL);
	expect("ar", "نجيب محفوظ", NULL);
	expect("id", "Pramoedya Ananta", NULL);
	expect("und", "Noor Halvorsen", NULL);
	expect("", "Noor Halvorsen", NULL);
	expect("eng", "Noor Halvorsen", NULL);
}

static void
doubtful_names_are_kept(void **state)
{
	(void)state;
	/* Which of the three are family names? */
	expect("es", "Gabriel García Márquez", NULL);
	expect("es", "Isabel Allende", "Allende, Isabel");
	expect("pt", "João Castro Neto", NULL);
	expect("en", "Zhang Wei", NULL);
	expect("en", "Kim Jong-un", NULL);
	expect("ru", "Толстой Лев Николаевич", NULL);
	expect("ru", "Лев Николаевич Толстой", "Толстой, Лев Николаевич");
	expect("en", "Dr. Jane Smith", NULL);
	expect("en", "Malcolm X", NULL);
	expect("en", "Ban al-Sadr", NULL);
	expect("fr", "Jean d'Ormesson", NULL);
	expect("en", "José Ortega y Gasset", NULL);
	expect("en", "Jane Smith and John Brown", NULL);
	expect("en", "A B C D E F G H I J", NULL);
}

static void
what_is_no_name_is_kept(void **state)
{
	(void)state;
	expect("en", "", NULL);
	expect("en", " ", NULL);
	expect("en", "Reuters", NULL);
	expect("en", "Noor  Halvorsen", NULL);
	expect("en", "raed_admin", NULL);
	expect("en", "Agent 47", NULL);
	expect("en", "Smith, John", NULL);
	expect("en", "Jane (Newsroom)", NULL);
	expect("en", "the Editors", NULL);
	expect("en", "\xff\xfe Smith", NULL);
	expect("en",
	    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    " Smith",
	    NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_family_name_comes_first),
	    cmocka_unit_test(particles_go_where_their_language_has_them),
	    cmocka_unit_test(what_follows_a_family_name_goes_last),
	    cmocka_unit_test(languages_with_another_order_keep_names),
	    cmocka_unit_test(doubtful_names_are_kept),
	    cmocka_unit_test(what_is_no_name_is_kept),
	};

	return RUN(tests);
}
