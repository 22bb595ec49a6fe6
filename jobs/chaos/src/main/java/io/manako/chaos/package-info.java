/**
 * Promises put to the proof: {@code ./manako chaos} disturbs real jobs and counts what comes out.
 */
@NullMarked
package io.manako.chaos;

import org.jspecify.annotations.NullMarked;
