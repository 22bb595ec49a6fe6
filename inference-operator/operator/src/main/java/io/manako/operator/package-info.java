/**
 * The nouns of the Flink operator that runs models on frames. {@link
 * io.manako.operator.inference.InferenceOperator} is the operator itself.
 *
 * <p>Glossary:
 *
 * <ul>
 *   <li><b>record</b>: one message of the frames topic, with one picture or one video.
 *   <li><b>frame</b>: one picture of a record, which ends with exactly one result.
 *   <li><b>model set</b>: the names of models that process a frame together.
 *   <li><b>loaded models</b>: a model set in memory, with two batches.
 *   <li><b>model schedule</b>: the model sets by event time, fixed or changed while the job runs.
 *   <li><b>change</b>: a control record that names a model and the event time that it starts at.
 *   <li><b>primary, shadow</b>: the role of models whose answers are the results, or are only
 *       compared with them.
 *   <li><b>batch, run</b>: pictures that the models process together, and that process.
 *   <li><b>worker</b>: the thread that runs batches; each role has its own.
 *   <li><b>drain</b>: to run all held frames and emit every result.
 *   <li><b>hung run, given up</b>: a run that exceeds its timeout, and a run or shadow for which
 *       nobody waits any more.
 * </ul>
 */
@NullMarked
package io.manako.operator;

import org.jspecify.annotations.NullMarked;
