package io.prodgate.evidence;

/** One HTTP header field as it went over the wire; the name in lower case, the value redacted where it is a secret. */
public record Header(String name, String value) {}
