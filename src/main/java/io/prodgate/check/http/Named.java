package io.prodgate.check.http;

import io.prodgate.plan.Template;

/** A header, query parameter or form field: a name and a value that may hold references. */
record Named(String name, Template value) {}
