package io.prodgate.cli;

import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;

/** The same against the packaged jar or binary. */
@QuarkusMainIntegrationTest
class CommandLineIT extends CommandLineTest {}
