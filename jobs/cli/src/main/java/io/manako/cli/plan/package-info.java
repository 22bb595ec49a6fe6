/** {@code ./manako plan}: which model, engine and parallelism carry a fleet of cameras. */
@NullMarked
package io.manako.cli.plan;

import org.jspecify.annotations.NullMarked;
