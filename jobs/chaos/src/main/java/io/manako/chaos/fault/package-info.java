/** Promises that failures of tasks, rescaling and upgrades must not break. */
@NullMarked
package io.manako.chaos.fault;

import org.jspecify.annotations.NullMarked;
