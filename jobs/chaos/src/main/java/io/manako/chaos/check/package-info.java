/** The parts of every check: its promise, its run, its figures and the ledger of frames. */
@NullMarked
package io.manako.chaos.check;

import org.jspecify.annotations.NullMarked;
