/** Takes in networks that others made: recognises what goes in and what comes out. */
@NullMarked
package io.manako.intake;

import org.jspecify.annotations.NullMarked;
