package io.prodgate.demo.promql;

import java.util.List;
import java.util.Map;

/** What an expression is worth at an instant. */
public sealed interface Value {
    /** A number. */
    record Scalar(double value) implements Value {}

    /** A number for each of several series. */
    record Vector(List<Sample> samples) implements Value {
        public Vector {
            samples = List.copyOf(samples);
        }
    }

    /** Samples over time. */
    record Matrix(List<SeriesSource.Run> series) implements Value {
        public Matrix {
            series = List.copyOf(series);
        }
    }

    /** The number of one series. */
    record Sample(Map<String, String> labels, double value) {
        public Sample {
            labels = Map.copyOf(labels);
        }
    }
}
