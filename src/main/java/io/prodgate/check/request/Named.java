package io.prodgate.check.request;

import io.prodgate.plan.Template;

/** A header, query parameter or form field: a name and a value that may hold references. */
public record Named(String name, Template value) {}
