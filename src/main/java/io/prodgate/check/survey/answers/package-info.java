/** Answers to surveys: read from files that people and form services write, counted once each, without names. */
@NullMarked
package io.prodgate.check.survey.answers;

import org.jspecify.annotations.NullMarked;
