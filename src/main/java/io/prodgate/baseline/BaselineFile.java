package io.prodgate.baseline;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/** Reads and writes {@link Baseline}s. */
public final class BaselineFile {
    /** A larger file is not ours: a number has at most {@link Samples#MOST} samples. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final int LONGEST_REASON = 200;

    private BaselineFile() {}

    /** The baseline as the text of its file: the same numbers are the same bytes. */
    public static String text(Baseline baseline) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return Json.mapper().writer(printer).writeValueAsString(baseline) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a baseline is always writable", e);
        }
    }

    /**
     * Writes a text whole or not at all: beside its place, forced to disk, and moved there.
     *
     * @throws BaselineException if it cannot be written
     */
    public static void write(Path file, String text) throws BaselineException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                            beside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                channel.force(true);
            }
            move(beside, file);
        } catch (IOException e) {
            throw new BaselineException("cannot write " + file + " ("
                    + e.getClass().getSimpleName() + "). Name a file in a folder that is there and can be written to.");
        } finally {
            discard(beside);
        }
    }

    private static void move(Path beside, Path file) throws IOException {
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // It was moved, or could not even be made: nothing is lost.
        }
    }

    /**
     * Reads a baseline.
     *
     * @throws BaselineException if it is none; names line and column where they are known
     */
    public static Baseline read(Path file) throws BaselineException {
        byte[] bytes = bytes(file);
        ObjectReader reader = Json.mapper()
                .reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        try {
            version(file, reader.readTree(bytes));
            return reader.forType(Baseline.class).readValue(bytes);
        } catch (JsonProcessingException e) {
            throw new BaselineException(place(file, e) + ": this is no baseline: " + reason(e)
                    + ". Write it anew with 'prodgate baseline save'.");
        } catch (IOException e) {
            throw new BaselineException("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws BaselineException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new BaselineException(file + ": this is no baseline: it is larger than " + (LARGEST >> 20)
                        + " MiB. Is it the file that 'prodgate baseline save' wrote?");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BaselineException(
                    "there is no baseline " + file + ". 'prodgate baseline save RUN --out FILE' writes one.");
        } catch (IOException e) {
            throw new BaselineException(
                    "cannot read " + file + " (" + e.getClass().getSimpleName() + "): is it a file?");
        }
    }

    private static void version(Path file, JsonNode tree) throws BaselineException {
        JsonNode version = tree.path("version");
        if (!version.isInt()) {
            throw new BaselineException(file + ":1:1: this is no baseline: it has no 'version'. 'prodgate baseline save"
                    + " RUN --out FILE' writes one.");
        }
        if (version.intValue() != Baseline.VERSION) {
            throw new BaselineException(file + ": it has version " + version.intValue() + ", and this prodgate reads "
                    + Baseline.VERSION + ". Save it anew from the run's folder, or use the prodgate that wrote it.");
        }
    }

    private static String place(Path file, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? file.toString() : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    }

    private static String reason(JsonProcessingException e) {
        return switch (e) {
            case JsonMappingException own
            when own.getCause() instanceof IllegalArgumentException cause -> String.valueOf(cause.getMessage());
            case UnrecognizedPropertyException unknown -> "there is no key '" + cut(unknown.getPropertyName()) + "'";
            case InvalidFormatException wrong ->
                "'" + cut(String.valueOf(wrong.getValue())) + "' cannot be " + path(wrong);
            case MismatchedInputException other -> path(other) + " has another form";
            default -> cut(e.getOriginalMessage().replaceFirst(": enable `.*", ""));
        };
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining(".", "'", "'"))
                .replace(".[", "[");
    }

    private static String cut(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.length() > LONGEST_REASON ? first.substring(0, LONGEST_REASON) + "…" : first;
    }
}
