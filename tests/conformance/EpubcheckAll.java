import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/*
 * EPUBCheck on many books in one process, as starting it costs far more than a
 * book does.  The argument is a file of paths, one a line; for each it prints
 * "ok PATH", or "not ok PATH: " and every message, usages among them.
 */
public class EpubcheckAll {
	static class Report extends MasterReport {
		final StringBuilder found = new StringBuilder();

		@Override
		public void message(
		    Message message, EPUBLocation place, Object... values) {
			if (message.getSeverity() == Severity.SUPPRESSED)
				return;
			found.append(found.length() == 0 ? "" : " | ")
			    .append(message.getSeverity())
			    .append(' ').append(message.getID())
			    .append(' ').append(place.getPath())
			    .append(':').append(place.getLine())
			    .append(' ').append(message.getMessage(values));
		}

		@Override
		public void info(String file, FeatureEnum feature, String value) {
		}

		@Override
		public int generate() {
			return 0;
		}

		@Override
		public void initialize() {
		}
	}

	static String judge(File book) {
		Report report = new Report();

		report.setEpubFileName(book.getPath());
		report.setLocale(Locale.ENGLISH);
		try {
			new EpubCheck(book, report).doValidate();
		} catch (RuntimeException failure) {
			return failure.toString();
		}
		return report.found.toString();
	}

	public static void main(String[] arguments) throws Exception {
		Locale.setDefault(Locale.ENGLISH);
		for (String path : Files.readAllLines(Path.of(arguments[0]))) {
			String found = judge(new File(path));

			if (found.isEmpty())
				System.out.println("ok " + path);
			else
				System.out.println("not ok " + path + ": " +
				    found.replace('\n', ' '));
		}
	}
}
