package io.manako.model;

/** What a model answers. */
public enum Task {
  /** Boxes with classes and scores. */
  DETECTION,
  /** Scores of classes for a whole picture. */
  CLASSIFICATION,
  /** A class for every pixel. */
  SEGMENTATION
}
