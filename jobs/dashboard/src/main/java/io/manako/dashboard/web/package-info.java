/**
 * The page over HTTP: its files, its pictures, and everything else pushed by server-sent events.
 * Read only, and bounded against clients that flood it or never read.
 */
@NullMarked
package io.manako.dashboard.web;

import org.jspecify.annotations.NullMarked;
