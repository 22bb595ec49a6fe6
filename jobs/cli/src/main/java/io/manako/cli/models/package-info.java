/** {@code ./manako models …}: what there is, what it costs, how accurate it is. */
@NullMarked
package io.manako.cli.models;

import org.jspecify.annotations.NullMarked;
