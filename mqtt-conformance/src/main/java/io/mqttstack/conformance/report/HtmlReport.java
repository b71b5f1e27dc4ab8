package io.mqttstack.conformance.report;

import io.mqttstack.conformance.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The matrix as one page that needs nothing else: a summary, the matrix by section and subject, the statements, and for each
 * verdict its reason, its transcript and the command that runs it again. The page draws what {@link JsonReport} says, and
 * its policy lets nothing be loaded.
 */
public final class HtmlReport {
    private static final String PLACE = "@DATA@";

    private HtmlReport() {}

    /**
     * Writes a matrix.
     *
     * @param matrix what came of the run
     * @param provenance where it comes from
     * @return a document in UTF-8
     */
    public static String of(Matrix matrix, Provenance provenance) {
        String page = template();
        int place = page.indexOf(PLACE);
        return page.substring(0, place)
                + harmless(JsonReport.of(matrix, provenance))
                + page.substring(place + PLACE.length());
    }

    /** JSON in which nothing can end the element that holds it, or begin another. */
    private static String harmless(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String template() {
        try (InputStream page = HtmlReport.class.getResourceAsStream("report.html")) {
            return new String(Objects.requireNonNull(page, "report.html").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The template of the page cannot be read", e);
        }
    }
}
