package io.prodgate.evidence;

/** What a tracing system had, with every text in it redacted. */
final class TraceRedaction {
    private TraceRedaction() {}

    static TraceReading of(TraceReading reading, Redactor redactor) {
        return new TraceReading(
                reading.system(),
                redactor.redactUrl(reading.url()),
                reading.api(),
                reading.by(),
                redactor.redact(reading.search()),
                reading.wanted(),
                reading.found(),
                reading.whole(),
                reading.single(),
                reading.absent().stream().map(redactor::redact).toList(),
                reading.others(),
                reading.looks(),
                reading.traces().stream()
                        .map(seen -> new TraceReading.Seen(
                                redactor.redact(seen.id()),
                                redactor.redact(seen.of()),
                                seen.start(),
                                seen.duration(),
                                seen.spans(),
                                seen.lacking().stream().map(redactor::redact).toList(),
                                seen.errors().stream().map(redactor::redact).toList(),
                                seen.gap()))
                        .toList(),
                reading.stages().stream()
                        .map(stage -> new TraceReading.Stage(
                                redactor.redact(stage.name()),
                                stage.traces(),
                                stage.median(),
                                stage.p95(),
                                stage.longest(),
                                stage.percent()))
                        .toList());
    }
}
