package io.prodgate.evidence;

/**
 * Something on our own side (plan, credentials, files, the runner's set-up) that keeps an attempt from judging.
 *
 * @param what what is wrong, one sentence
 * @param where file:line:column, URL, or the credential's name
 * @param todo what to do about it
 */
public record Misconfiguration(String what, String where, String todo) implements Evidence {}
