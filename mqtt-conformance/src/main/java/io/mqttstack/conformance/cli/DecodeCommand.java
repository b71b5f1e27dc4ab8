package io.mqttstack.conformance.cli;

import io.mqttstack.codec.PacketDecoder.Sender;
import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.codec.print.PacketPrinter;
import io.mqttstack.codec.print.PacketPrinter.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints bytes as MQTT. */
@Command(
        name = "decode",
        sortOptions = false,
        description = "Prints MQTT packets field by field, or what is wrong with them.",
        footer = {
            "",
            "Exit status: 0 all bytes are legal packets, 1 a packet is illegal or incomplete, 2 the command line is wrong,"
                    + " 3 the file cannot be read.",
            "",
            "Examples:",
            "  mqtt decode 40 02 00 01 --version 3.1.1 --direction in",
            "  mqtt decode capture.bin"
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int LARGEST = 64 * 1024 * 1024;

    private static final String STANDARD_INPUT = "-";

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "HEX|FILE",
            description =
                    "The bytes in hex (spaces, commas, colons and 0x are fine, and so are hex dumps), or the name of"
                            + " one file with the bytes or with hex, or - for the standard input. What names a file is read as"
                            + " one, even if it is hex, too.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version to read: 3.1, 3.1.1 or 5. By default that of the CONNECT at the start, else 5.")
    private String version = "";

    @Option(
            names = "--direction",
            paramLabel = "in|out",
            description =
                    "Whether a client got the bytes from a server (in) or sent them to one (out). By default told by"
                            + " a packet that only one of them sends, else in.")
    private String direction = "";

    @Option(
            names = "--format",
            paramLabel = "hex|raw",
            description = "How the file is to be read. By default as hex if it is hex, else as the bytes themselves.")
    private String format = "";

    @Option(
            names = "--show-payloads",
            description = "Print payloads and Correlation Data, of which only the length is printed otherwise.")
    private boolean showPayloads;

    @Option(
            names = "--show-secrets",
            description = "Print Passwords and Authentication Data, of which only the length is printed otherwise.")
    private boolean showSecrets;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    DecodeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        PacketPrinter.Builder printer =
                PacketPrinter.builder().showPayloads(showPayloads).showSecrets(showSecrets);
        version().ifPresent(printer::version);
        sender().ifPresent(printer::sender);
        if (!List.of("", "hex", "raw").contains(format)) {
            throw wrong("--format takes hex or raw");
        }
        byte[] bytes = bytes();
        PrintWriter out = spec.commandLine().getOut();
        Outcome outcome = printer.build().print(bytes, out::println);
        out.flush();
        return outcome == Outcome.COMPLETE ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private Optional<ProtocolVersion> version() {
        return switch (version) {
            case "" -> Optional.empty();
            case "3.1" -> Optional.of(ProtocolVersion.V3_1);
            case "3.1.1" -> Optional.of(ProtocolVersion.V3_1_1);
            case "5", "5.0" -> Optional.of(ProtocolVersion.V5_0);
            default -> throw wrong("--version takes 3.1, 3.1.1 or 5");
        };
    }

    private Optional<Sender> sender() {
        return switch (direction) {
            case "" -> Optional.empty();
            case "in" -> Optional.of(Sender.SERVER);
            case "out" -> Optional.of(Sender.CLIENT);
            default -> throw wrong("--direction takes in or out");
        };
    }

    private byte[] bytes() throws IOException {
        if (words.equals(List.of(STANDARD_INPUT))) {
            return content(surroundings.input().readNBytes(LARGEST + 1), "The standard input");
        }
        Optional<Path> file = words.size() == 1 ? file(words.get(0)) : Optional.empty();
        if (file.isPresent()) {
            return content(read(file.get()), "The file");
        }
        HexText.Result hex = HexText.parse(String.join(" ", words));
        hex.mistake().ifPresent(mistake -> {
            throw wrong((words.size() == 1 ? "This is neither a file nor hex: " : "This is no hex: ") + mistake);
        });
        return hex.bytes().toByteArray();
    }

    private Optional<Path> file(String name) {
        try {
            return Optional.of(surroundings.workingDirectory().resolve(name)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IOException("cannot read " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        }
    }

    private byte[] content(byte[] read, String what) throws IOException {
        if (read.length > LARGEST) {
            throw new IOException(what + " is larger than 64 MiB; give a part of it");
        }
        if (read.length == 0) {
            throw wrong(what + " is empty");
        }
        if (format.equals("raw")) {
            return read;
        }
        HexText.Result hex = HexText.parse(new String(read, StandardCharsets.ISO_8859_1));
        if (hex.mistake().isEmpty()) {
            return hex.bytes().toByteArray();
        }
        if (format.equals("hex")) {
            throw wrong(what + " is no hex: " + hex.mistake().get());
        }
        return read;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
