package io.prodgate.demo;

/**
 * A client of the platform.
 *
 * @param id what tickets and metrics call it
 * @param apiToken the bearer token of its users
 * @param webhookSecret the key its ServiceDesk signs webhooks with
 * @param serviceDeskToken the {@code authtoken} of its ServiceDesk
 */
record Tenant(String id, String apiToken, String webhookSecret, String serviceDeskToken) {}
