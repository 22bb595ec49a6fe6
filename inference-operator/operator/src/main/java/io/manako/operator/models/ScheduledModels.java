package io.manako.operator.models;

import static java.util.Objects.requireNonNull;

import io.manako.operator.ResultCheck;
import io.manako.operator.StatefulPart;
import io.manako.operator.Subtask;
import io.manako.operator.TaskEnd;
import io.manako.operator.batch.FrameObserver;
import io.manako.operator.batch.LoadedModels;
import io.manako.operator.metrics.SwapMetrics;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models that {@link ModelChange}s swap. The models of a change process frames from its event time
 * on: they are loaded and run once beside the old ones, and no batch mixes models. A frame whose
 * time has come waits until its models are loaded, at most {@code model-swap.load-timeout} for each
 * change. If they fail, the change is refused and the models that were in effect stay.
 *
 * <p>The models of a frame depend on its event time and the known changes, so a late frame gets the
 * models of its time. Changes and their outcomes are in every checkpoint. Each subtask decides for
 * itself: a subtask whose model fails keeps the old one and emits a refusal.
 *
 * <p>Changes come through a {@link ChangeFeed} and not through a second input: Flink triggers no
 * checkpoint in a chain of a source and an operator that has another input from the network, and
 * frames must stay in one chain with their source. The feed is read up to its present end before
 * the first frame, which a second input could not guarantee.
 */
public final class ScheduledModels implements ModelSchedule {
  private final ModelOpener opener;
  private final SwapSettings settings;
  private final ResultCheck check;
  private final ChangeBook book = new ChangeBook();
  private @Nullable Parts parts;
  private ChangeFeed.@Nullable Subscription subscription;

  /** The parts of a schedule that is open. */
  private record Parts(
      ModelRoles roles,
      ModelLoader loader,
      ModelSwapper swapper,
      ModelRetention retention,
      Shadow shadow) {}

  /**
   * Creates a schedule; {@link #open(Subtask)} opens the models.
   *
   * @param check finds results of shadows that cannot be written
   */
  public ScheduledModels(ModelOpener opener, SwapSettings settings, ResultCheck check) {
    this.opener = opener;
    this.settings = settings;
    this.check = check;
  }

  @Override
  public List<StatefulPart> state() {
    return List.of(new ChangeBookState(book));
  }

  @Override
  public LoadedModels open(Subtask subtask) {
    SwapReport report = new SwapReport(new SwapMetrics(subtask.metrics()), subtask);
    Parts made = make(subtask, report);
    parts = made;
    subscribe(subtask, made.swapper, report);
    LoadedModels first = requireNonNull(made.roles.primary().openLast(), "there are models");
    made.swapper.loadNext();
    return first;
  }

  private Parts make(Subtask subtask, SwapReport report) {
    ModelRoles roles =
        new ModelRoles(
            new RoleModels(ModelRole.PRIMARY, book, opener::openRequired, subtask),
            new RoleModels(ModelRole.SHADOW, book, opener::open, subtask));
    ModelLoader loader = new ModelLoader(opener::open, settings.options().loadTimeout(), subtask);
    ModelSwapper swapper = new ModelSwapper(book, roles, loader, report);
    ModelRetention retention =
        new ModelRetention(roles, settings.options().keepOld(), subtask.clock());
    ShadowModels shadows = new ShadowModels(roles.shadow(), book, swapper);
    report.metrics().watch(roles::setsInMemory);
    return new Parts(
        roles, loader, swapper, retention, new Shadow(opener.batching(), shadows, check, subtask));
  }

  private void subscribe(Subtask subtask, ModelSwapper swapper, SwapReport report) {
    ChangeMails mails = new ChangeMails(subtask.mailbox(), change -> takeOwn(change, swapper));
    ChangeFeed.Subscription opened = settings.feed().open(mails);
    subscription = opened;
    opened.known().stream().filter(this::isOwn).forEach(book::add);
    book.takePushedOut().forEach(report::leftOut);
  }

  private void takeOwn(ModelChange change, ModelSwapper swapper) {
    if (isOwn(change)) {
      swapper.take(change);
    }
  }

  /** Whether the change is for a slot that this job uses. */
  private boolean isOwn(ModelChange change) {
    return opener.options().uses(change.slot());
  }

  @Override
  public List<FrameObserver> observers() {
    return parts == null ? List.of() : List.of(parts.shadow);
  }

  @Override
  public void recordStarted() {
    open().retention.recordStarted();
  }

  @Override
  public void recordEnded() {
    open().retention.recordEnded();
  }

  @Override
  public LoadedModels at(Instant eventTime) throws InterruptedException {
    LoadedModels models = open().roles.primary().find(eventTime);
    return requireNonNull(models, "the configured models are always there");
  }

  @Override
  public void watermarkPassed(long eventMillis) {
    open().retention.watermarkPassed(eventMillis);
  }

  private Parts open() {
    return requireNonNull(parts, "the schedule is open");
  }

  @Override
  public void stop() {
    Parts made = parts;
    ChangeFeed.Subscription subscribed = subscription;
    subscription = null;
    TaskEnd.close(
        made == null ? null : () -> made.loader.close(opener.batching().closeTimeout()),
        subscribed);
  }

  @Override
  public void close() {
    Parts made = parts;
    if (made != null) {
      made.roles.primary().close();
    }
  }
}
