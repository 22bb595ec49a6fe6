/**
 * Motion-driven views: which parts of a frame a detector processes at its own scale, and what
 * becomes of the objects in the parts that it does not process.
 */
@NullMarked
package io.manako.focus;

import org.jspecify.annotations.NullMarked;
