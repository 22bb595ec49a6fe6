/**
 * Distinguishes runs that hang from runs that get too little of the machine, and reads how much
 * memory a process holds.
 */
@NullMarked
package io.manako.watch;

import org.jspecify.annotations.NullMarked;
