/** What talks to a Flink cluster and its processes from outside. */
@NullMarked
package io.manako.cli.cluster;

import org.jspecify.annotations.NullMarked;
