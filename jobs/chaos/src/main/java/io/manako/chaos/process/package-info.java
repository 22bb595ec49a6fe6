/** Checks that kill, freeze and starve processes of their own: brokers, JobManagers, engines. */
@NullMarked
package io.manako.chaos.process;

import org.jspecify.annotations.NullMarked;
