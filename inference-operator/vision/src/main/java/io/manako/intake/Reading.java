package io.manako.intake;

import java.util.List;

/**
 * Reading of a network that its trial left over.
 *
 * @param draft description
 * @param convention way in which pixels become numbers
 * @param doubts sentences about what the trial could not show, without full stops
 */
record Reading(Draft draft, InputConvention convention, List<String> doubts) {}
