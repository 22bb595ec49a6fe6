/** A job under test, its topics and its restarts. */
@NullMarked
package io.manako.testkit.job;

import org.jspecify.annotations.NullMarked;
