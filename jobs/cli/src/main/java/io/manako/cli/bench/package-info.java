/** Benchmarks that a user can repeat: {@code ./manako bench …}. */
@NullMarked
package io.manako.cli.bench;

import org.jspecify.annotations.NullMarked;
