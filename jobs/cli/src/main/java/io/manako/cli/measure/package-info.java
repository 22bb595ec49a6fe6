/** What was measured on a machine, and the file that keeps it. */
@NullMarked
package io.manako.cli.measure;

import org.jspecify.annotations.NullMarked;
