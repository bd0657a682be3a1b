// What MuPDF knows of a book, for tests/readers/readers.mjs:
//
//	mutool run outline.js BOOK.epub
//
// Prints a line of JSON: title, author, and the table of contents with the place
// that each entry leads to, a number that grows from page to page.  MuPDF's
// JavaScript is ES5.
var doc = new Document(scriptArgs[0]);

// The page is counted within its chapter, which is one of the book's files.
function place(uri) {
	var found = uri ? doc.resolveLink(uri) : null;

	return found ? found.chapter * 1e6 + found.page : -1;
}

function entries(list) {
	var found = [], i;

	for (i = 0; i < (list || []).length; i++)
		found.push({
			label: list[i].title,
			place: place(list[i].uri),
			subitems: entries(list[i].down),
		});
	return found;
}

doc.layout(300, 450, 11);
print(JSON.stringify({
	title: doc.getMetaData('info:Title'),
	author: doc.getMetaData('info:Author'),
	toc: entries(doc.loadOutline()),
}));
