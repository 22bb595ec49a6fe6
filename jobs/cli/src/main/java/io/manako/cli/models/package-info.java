/** {@code ./manako models …} shows which models exist, what they cost and how accurate they are. */
@NullMarked
package io.manako.cli.models;

import org.jspecify.annotations.NullMarked;
