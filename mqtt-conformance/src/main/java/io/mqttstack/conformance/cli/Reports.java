package io.mqttstack.conformance.cli;

import io.mqttstack.conformance.Matrix;
import io.mqttstack.conformance.report.JUnitReport;
import io.mqttstack.conformance.report.JsonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that a run leaves behind. */
final class Reports {
    static final String JUNIT = "junit.xml";
    static final String JSON = "matrix.json";

    private Reports() {}

    static Path write(Matrix matrix, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(JUNIT), JUnitReport.of(matrix));
        Files.writeString(directory.resolve(JSON), JsonReport.of(matrix));
        return directory;
    }
}
