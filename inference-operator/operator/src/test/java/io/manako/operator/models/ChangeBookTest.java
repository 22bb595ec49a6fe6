package io.manako.operator.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.manako.operator.FrameRecord;
import io.manako.operator.ModelSlot;
import io.manako.operator.models.ChangeBook.Entry;
import io.manako.operator.models.ChangeBook.Outcome;
import io.manako.operator.models.ChangeBookCodec.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeBookTest {
  private static final int TOO_MANY = 3 * ChangeBook.MOST;
  private static final FrameRecord.Original NOTHING = new FrameRecord.Original(null, List.of());

  private final ChangeBook book = new ChangeBook();

  @Test
  void ofTwoSlotsEachKeepsItsOwnModel() {
    loaded(change(ModelSlot.DETECTOR, "d", 10, 0));
    loaded(change(ModelSlot.CLASSIFIER, "c", 20, 1));

    assertThat(models(9).replaced()).isEmpty();
    assertThat(models(10).replaced()).containsOnlyKeys(ModelSlot.DETECTOR);
    assertThat(models(20).replaced()).containsOnlyKeys(ModelSlot.DETECTOR, ModelSlot.CLASSIFIER);
  }

  @Test
  void aChangeForTheSameTimeReplacesTheOneBefore() {
    loaded(change(ModelSlot.DETECTOR, "wrong", 10, 0));
    loaded(change(ModelSlot.DETECTOR, "right", 10, 1));

    assertThat(models(10).replaced().get(ModelSlot.DETECTOR).name()).isEqualTo("right");
    assertThat(book.entries()).hasSize(1);
  }

  @Test
  void aRecordOfBeforeDoesNotComeBackWhenTheTopicIsReadAnew() {
    ModelChange before = change(ModelSlot.DETECTOR, "wrong", 10, 0);
    loaded(before);
    loaded(change(ModelSlot.DETECTOR, "right", 10, 1));

    assertThat(book.add(before)).isFalse();
    assertThat(models(10).replaced().get(ModelSlot.DETECTOR).name()).isEqualTo("right");
  }

  @Test
  void aSpanEndsWhereTheNextChangeBegins() {
    loaded(change(ModelSlot.DETECTOR, "d", 10, 0));
    loaded(change(ModelSlot.DETECTOR, "e", 20, 1));

    ChangeBook.Span span = book.at(ModelRole.PRIMARY, 15_000_000);

    assertThat(span.covers(10_000_000)).isTrue();
    assertThat(span.covers(19_999_999)).isTrue();
    assertThat(span.covers(20_000_000)).isFalse();
    assertThat(span.covers(9_999_999)).isFalse();
  }

  @Test
  void onlyFramesFromItsTimeOnWaitForAChange() {
    book.add(change(ModelSlot.DETECTOR, "d", 10, 0));

    assertThat(book.isPendingAt(ModelRole.PRIMARY, 9_999_999)).isFalse();
    assertThat(book.isPendingAt(ModelRole.PRIMARY, 10_000_000)).isTrue();
    assertThat(book.isPendingAt(ModelRole.SHADOW, 10_000_000)).isFalse();
  }

  @Test
  void aRefusedChangeLeavesWhatWasThere() {
    loaded(change(ModelSlot.DETECTOR, "d", 10, 0));
    ModelChange refused = change(ModelSlot.DETECTOR, "e", 20, 1);
    book.add(refused);
    book.settle(refused, Outcome.REFUSED);

    assertThat(models(30).replaced().get(ModelSlot.DETECTOR).name()).isEqualTo("d");
  }

  @Test
  void theOldestChangesGoWhenThereAreTooMany() {
    for (int n = 0; n < TOO_MANY; n++) {
      loaded(published(n, change(ModelSlot.DETECTOR, "d" + n, n, n)));
    }

    assertThat(book.entries()).hasSize(ChangeBook.MOST);
    assertThat(detector(TOO_MANY)).isEqualTo("d" + (TOO_MANY - 1));
    assertThat(book.takePushedOut()).isEmpty();
  }

  @Test
  void changesToComeDoNotPushOutTheOneInEffect() {
    loaded(published(10, change(ModelSlot.DETECTOR, "now", 10, 0)));
    for (int n = 1; n <= TOO_MANY; n++) {
      loaded(published(20, change(ModelSlot.DETECTOR, "d" + n, 1000 + n, n)));
    }

    assertThat(detector(1000)).isEqualTo("now");
    assertThat(detector(9999)).isEqualTo("d" + ChangeBook.MOST);
    assertThat(book.takePushedOut())
        .hasSize(TOO_MANY - ChangeBook.MOST)
        .first()
        .extracting(change -> change.model().name())
        .isEqualTo("d" + (ChangeBook.MOST + 1));
    assertThat(book.takePushedOut()).isEmpty();
  }

  @Test
  void aNearChangeTakesTheRoomOfTheFurthest() {
    for (int n = 0; n < ChangeBook.MOST; n++) {
      loaded(published(20, change(ModelSlot.DETECTOR, "d" + n, 1000 + n, n)));
    }

    assertThat(book.add(published(20, change(ModelSlot.DETECTOR, "near", 900, 500)))).isTrue();
    assertThat(book.add(published(20, change(ModelSlot.DETECTOR, "far", 9000, 501)))).isFalse();

    assertThat(book.takePushedOut())
        .extracting(change -> change.model().name())
        .containsExactly("d" + (ChangeBook.MOST - 1), "far");
  }

  @Test
  void theChangesOfAnotherSlotHaveRoomOfTheirOwn() {
    for (int n = 0; n < ChangeBook.MOST; n++) {
      loaded(published(0, change(ModelSlot.DETECTOR, "d" + n, 1000 + n, n)));
      loaded(published(0, change(ModelSlot.CLASSIFIER, "c" + n, 1000 + n, n)));
    }

    assertThat(book.takePushedOut()).isEmpty();
    assertThat(book.entries()).hasSize(2 * ChangeBook.MOST);
  }

  @Test
  void aTopicThatIsReadAnewPushesNothingOut() {
    for (int round = 0; round < 2; round++) {
      for (int n = 0; n < TOO_MANY; n++) {
        loaded(published(n, change(ModelSlot.DETECTOR, "d" + n, n + 10, n)));
      }
    }

    assertThat(detector(9999)).isEqualTo("d" + (TOO_MANY - 1));
    assertThat(detector(TOO_MANY - 1)).isEqualTo("d" + (TOO_MANY - 11));
    assertThat(book.takePushedOut()).isEmpty();
  }

  @Test
  void whatWasKeptIsRestored() {
    for (int n = 0; n < ChangeBook.MOST; n++) {
      loaded(published(0, change(ModelSlot.DETECTOR, "late" + n, 2000 + n, n)));
      loaded(published(500, change(ModelSlot.DETECTOR, "past" + n, n, 1000 + n)));
    }
    List<Entry> kept = book.entries();
    assertThat(kept).hasSize(2 * ChangeBook.MOST);

    ChangeBook restored = new ChangeBook();
    restored.restore(List.of(new Stored(0, 1, kept)), 0, 1);

    assertThat(restored.entries()).isEqualTo(kept);
  }

  @Test
  void eachSubtaskKeepsWhatHasBecomeOfAChangeInItself() {
    ModelChange change = change(ModelSlot.DETECTOR, "d", 10, 0);
    List<Stored> stored = twoSubtasks(change);

    assertThat(restored(stored, 0, 2)).isEqualTo(Outcome.REFUSED);
    assertThat(restored(stored, 1, 2)).isEqualTo(Outcome.LOADED);
  }

  @Test
  void afterRescalingAModelThatAnsweredAnywhereCountsAsLoaded() {
    List<Stored> stored = twoSubtasks(change(ModelSlot.DETECTOR, "d", 10, 0));

    assertThat(restored(stored, 0, 3)).isEqualTo(Outcome.LOADED);
    assertThat(restored(stored, 2, 3)).isEqualTo(Outcome.LOADED);
    assertThat(restored(stored.subList(0, 1), 0, 1)).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void theStoredFileOfVersionOneIsStillRead() throws IOException {
    Stored read = ChangeBookCodec.read(stored());

    assertThat(read.subtask()).isEqualTo(1);
    assertThat(read.subtasks()).isEqualTo(4);
    assertThat(read.entries()).extracting(Entry::outcome).containsExactly(Outcome.values());
    ModelChange first = read.entries().get(0).change();
    assertThat(first.model()).isEqualTo(new ModelReference("d", "1", "ab".repeat(32)));
    assertThat(first.activateAt()).isEqualTo(Instant.ofEpochSecond(10));
    assertThat(first.origin().source()).isEqualTo(new FrameRecord.Source("video.control", 3, 7));
    assertThat(new String(first.origin().value(), UTF_8)).isEqualTo("{}");
    assertThat(first.origin().original().headers().get(0).key()).isEqualTo("by");
    assertThat(read.entries().get(2).change().model()).isNull();
    assertThat(read.entries().get(2).change().origin().value()).isNull();
  }

  @Test
  void whatIsWrittenIsTheStoredFile() throws IOException {
    assertThat(ChangeBookCodec.write(ChangeBookCodec.read(stored()))).isEqualTo(stored());
    assertThat(ChangeBookCodec.write(sample())).isEqualTo(stored());
  }

  @Test
  void bytesOfANewerReleaseAreRefused() throws IOException {
    byte[] newer = stored();
    newer[0] = 9;

    assertThatThrownBy(() -> ChangeBookCodec.read(newer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 9; this release reads version 1");
  }

  private static Stored sample() {
    return new Stored(
        1,
        4,
        List.of(
            new Entry(change(ModelSlot.DETECTOR, "d", 10, 7), Outcome.PENDING),
            new Entry(change(ModelSlot.SEGMENTER, "s", 20, 8), Outcome.LOADED),
            new Entry(change(ModelSlot.CLASSIFIER, null, 30, 9), Outcome.REFUSED)));
  }

  private byte[] stored() throws IOException {
    try (InputStream stored = getClass().getResourceAsStream("model-changes-1.bin")) {
      assertThat(stored).isNotNull();
      return stored.readAllBytes();
    }
  }

  private static List<Stored> twoSubtasks(ModelChange change) {
    return List.of(
        new Stored(0, 2, List.of(new Entry(change, Outcome.REFUSED))),
        new Stored(1, 2, List.of(new Entry(change, Outcome.LOADED))));
  }

  private static Outcome restored(List<Stored> stored, int subtask, int subtasks) {
    ChangeBook restored = new ChangeBook();
    restored.restore(stored, subtask, subtasks);
    return restored.entries().get(0).outcome();
  }

  private void loaded(ModelChange change) {
    book.add(change);
    book.settle(change, Outcome.LOADED);
  }

  private String detector(long seconds) {
    return models(seconds).replaced().get(ModelSlot.DETECTOR).name();
  }

  private ModelSet models(long seconds) {
    return book.at(ModelRole.PRIMARY, seconds * 1_000_000).models();
  }

  /** The same change in a control record of another time. */
  private static ModelChange published(long seconds, ModelChange change) {
    ModelChange.Origin origin =
        new ModelChange.Origin(
            change.origin().source(), Instant.ofEpochSecond(seconds), null, NOTHING);
    return new ModelChange(
        change.slot(), change.role(), change.model(), change.activateAt(), origin);
  }

  private static ModelChange change(
      ModelSlot slot, @Nullable String model, long seconds, long offset) {
    ModelReference reference =
        model == null ? null : new ModelReference(model, "1", "ab".repeat(32));
    return new ModelChange(
        slot,
        ModelRole.PRIMARY,
        reference,
        Instant.ofEpochSecond(seconds),
        new ModelChange.Origin(
            new FrameRecord.Source("video.control", 3, offset),
            Instant.ofEpochMilli(5),
            model == null ? null : "{}".getBytes(UTF_8),
            new FrameRecord.Original(
                slot.wireName().getBytes(UTF_8),
                List.of(new FrameRecord.Header("by", "operator".getBytes(UTF_8))))));
  }
}
