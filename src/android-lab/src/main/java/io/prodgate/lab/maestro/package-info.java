/**
 * A runner of Maestro's real engine with the command line of {@code maestro test}: what the tests put on their {@code PATH}.
 * Parsing, order, commands, waiting, errors and artefacts are the engine's; what Maestro's own command line adds around it
 * (options, folders, progress, the report, exit codes) follows outputs recorded with Maestro 2.10.0.
 */
package io.prodgate.lab.maestro;
