/** Checks that kill, freeze and starve processes of their own: brokers, JobManagers, engines. */
@NullMarked
package io.manako.cli.chaos.process;

import org.jspecify.annotations.NullMarked;
