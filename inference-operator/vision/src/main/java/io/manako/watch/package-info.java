/** Distinguishes runs that hang from runs that get too little of the machine. */
@NullMarked
package io.manako.watch;

import org.jspecify.annotations.NullMarked;
