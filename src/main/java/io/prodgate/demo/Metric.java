package io.prodgate.demo;

import java.util.List;

/** What the platform counts about itself, as Prometheus is told. */
enum Metric {
    QUEUE_DEPTH("queue_depth_gauge", "gauge", "Jobs that wait for the worker.", "webhook"),
    REQUESTS("http_requests_total", "counter", "Answered requests, those of tests apart.", "webhook"),
    ALERTS("alert_trigger_total", "counter", "How often more jobs waited than should.", "webhook"),
    DEAD_LETTERS("dead_letters_gauge", "gauge", "Notes that could not be written and wait for somebody.", "worker"),
    FORGED("webhook_signature_failures_total", "counter", "Webhooks that were not signed by their tenant.", "webhook"),
    ENHANCEMENTS("enhancement_success_rate_total", "counter", "Enhancements by how they ended.", "worker"),
    LATENCY("request_duration_seconds", "histogram", "From the webhook to the note on the ticket.", "worker"),
    PROCESSING(
            "enhancement_processing_time_seconds", "histogram", "How long the worker had a ticket in hand.", "worker");

    /** Upper bounds in seconds; they go past the 60 s that enhancements are promised in, or a percentile says nothing. */
    static final List<Double> BOUNDS = List.of(0.01, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 75.0, 120.0);

    private final String wireName;
    private final String type;
    private final String help;
    private final String job;

    Metric(String wireName, String type, String help, String job) {
        this.wireName = wireName;
        this.type = type;
        this.help = help;
        this.job = job;
    }

    /** As queries name it. */
    String wireName() {
        return wireName;
    }

    /** {@code counter}, {@code gauge} or {@code histogram}. */
    String type() {
        return type;
    }

    /** What it counts. */
    String help() {
        return help;
    }

    /** The part of the platform that tells it. */
    String job() {
        return job;
    }
}
