/** Clients of a Flink cluster and its processes. */
@NullMarked
package io.manako.cli.cluster;

import org.jspecify.annotations.NullMarked;
