package io.prodgate.house.check.http;

import io.prodgate.house.check.tls.Tls;

/** A kind of check that knows another. */
record KnowsTls(Tls tls) {}
