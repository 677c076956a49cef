/** What is sent to people whom a survey asks. */
@NullMarked
package io.prodgate.check.survey.form;

import org.jspecify.annotations.NullMarked;
