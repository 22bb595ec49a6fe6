/** Models of a running job: which are loaded, which one answers, and when they change. */
@NullMarked
package io.manako.operator.models;

import org.jspecify.annotations.NullMarked;
