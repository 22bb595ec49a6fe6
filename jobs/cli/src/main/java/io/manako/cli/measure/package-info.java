/** Measures a machine, and keeps the results in a file. */
@NullMarked
package io.manako.cli.measure;

import org.jspecify.annotations.NullMarked;
