/** What is remembered of the death of processes, so that no frame kills one after the other. */
@NullMarked
package io.manako.operator.poison;

import org.jspecify.annotations.NullMarked;
