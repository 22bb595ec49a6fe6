/** Flink in this process, and the REST interface of a Flink elsewhere. */
@NullMarked
package io.manako.local.flink;

import org.jspecify.annotations.NullMarked;
