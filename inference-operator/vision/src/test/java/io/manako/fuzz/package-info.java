/** Coverage-guided fuzzing of the parsers, and what it found. */
@NullMarked
package io.manako.fuzz;

import org.jspecify.annotations.NullMarked;
