package io.manako.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private final AtomicLong clock = new AtomicLong();
  private final RequestLimit limit = new RequestLimit(10, clock::get);

  @Test
  void aFloodIsCutToTheRateAndOthersNoticeNothing() {
    assertThat(allowed("flood", 1000)).isEqualTo(20);
    clock.addAndGet(500);
    assertThat(allowed("flood", 1000)).isEqualTo(5);
    assertThat(allowed("calm", 3)).isEqualTo(3);
  }

  @Test
  void whoWaitsGetsNoMoreThanABurst() {
    allowed("a", 1000);
    clock.addAndGet(3_600_000);
    assertThat(allowed("a", 1000)).isEqualTo(20);
  }

  @Test
  void aMillionAddressesDoNotFillTheMemory() {
    IntStream.range(0, 1_000_000).forEach(i -> limit.allows("address-" + i));
    assertThat(limit.size()).isEqualTo(1_000);
  }

  private long allowed(String address, int requests) {
    return IntStream.range(0, requests).filter(i -> limit.allows(address)).count();
  }
}
