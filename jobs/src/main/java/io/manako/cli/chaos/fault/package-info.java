/** Promises that failures of tasks, rescaling and upgrades must not break. */
@NullMarked
package io.manako.cli.chaos.fault;

import org.jspecify.annotations.NullMarked;
