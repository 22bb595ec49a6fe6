/** The focus of each camera in the operator: the plan of its views, carried objects, and state. */
@NullMarked
package io.manako.operator.focus;

import org.jspecify.annotations.NullMarked;
