/** {@code ./manako plan} finds the model, engine and parallelism for a fleet of cameras. */
@NullMarked
package io.manako.cli.plan;

import org.jspecify.annotations.NullMarked;
