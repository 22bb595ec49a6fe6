/** Draws into pictures: objects, tracks with their trails, zones, lines with their counts. */
@NullMarked
package io.manako.cli.drawing;

import org.jspecify.annotations.NullMarked;
