package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.report.HtmlReport;
import io.mqttstack.conformance.report.JUnitReport;
import io.mqttstack.conformance.report.JsonReport;
import io.mqttstack.conformance.report.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that a run leaves behind. */
final class Reports {
    static final String JUNIT = "junit.xml";
    static final String JSON = "matrix.json";
    static final String HTML = "report.html";

    private Reports() {}

    static Path write(Matrix matrix, Provenance provenance, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(JUNIT), JUnitReport.of(matrix));
        Files.writeString(directory.resolve(JSON), JsonReport.of(matrix, provenance));
        Files.writeString(directory.resolve(HTML), HtmlReport.of(matrix, provenance));
        return directory;
    }
}
