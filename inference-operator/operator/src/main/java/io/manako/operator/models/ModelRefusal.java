package io.manako.operator.models;

/**
 * A change that a subtask did not make: what was in effect stays.
 *
 * @param change the model that failed
 * @param error class of the failure
 * @param reason a sentence: what was wrong, the value, what to do
 */
public record ModelRefusal(ModelChange change, String error, String reason) {}
