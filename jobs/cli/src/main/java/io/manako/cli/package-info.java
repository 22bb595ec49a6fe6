/**
 * Command line of Manako: {@link io.manako.cli.Manako} and one class per command. Every command
 * returns its exit code and throws on failure; {@link io.manako.cli.ErrorReporter} is the one place
 * where an exception becomes a sentence.
 */
@NullMarked
package io.manako.cli;

import org.jspecify.annotations.NullMarked;
