/** Which model answers at which event time, as control records say. Knows no engine. */
@NullMarked
package io.manako.operator.models;

import org.jspecify.annotations.NullMarked;
