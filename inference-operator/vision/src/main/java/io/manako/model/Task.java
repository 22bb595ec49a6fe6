package io.manako.model;

/** Result that a model computes. */
public enum Task {
  /** Boxes with classes and scores. */
  DETECTION,
  /** Scores of classes for a whole picture. */
  CLASSIFICATION,
  /** Class of every pixel. */
  SEGMENTATION
}
