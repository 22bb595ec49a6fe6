/** Defaults of commands that are defaults of the job's options. */
@NullMarked
package io.manako.cli.defaults;

import org.jspecify.annotations.NullMarked;
