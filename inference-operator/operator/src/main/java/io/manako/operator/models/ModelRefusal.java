package io.manako.operator.models;

/**
 * A change that a subtask refused: the models that were in effect stay.
 *
 * @param change change whose model failed
 * @param error class of the failure
 * @param reason sentence with the fault, the value and the remedy
 */
public record ModelRefusal(ModelChange change, String error, String reason) {}
