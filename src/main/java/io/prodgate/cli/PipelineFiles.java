package io.prodgate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files that GitHub Actions names in variables, for what a step tells later ones and people. */
record PipelineFiles(Surroundings surroundings, PrintWriter out, Palette palette) {
    /** Appends to the file that a variable names; without the variable there is nobody to tell. */
    void append(String variable, String text) {
        surroundings.variable(variable).map(Path::of).ifPresent(file -> {
            try {
                Files.writeString(
                        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                out.println(palette.caution("warning:") + " cannot write " + variable + " to " + file + ": "
                        + DisplayText.line(String.valueOf(e.getMessage())));
            }
        });
    }
}
