/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.transport.AttemptLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** The JDK's client passes the head on before or after the subscription to the body. */
class ReceivedBodyTest {

  /** Answers each request for buffers at once. */
  private static final class Source implements Flow.Subscription {
    private final ReceivedBody body;
    private int left = 2;
    private boolean cancelled;

    Source(ReceivedBody body) {
      this.body = body;
    }

    @Override
    public void request(long n) {
      if (left-- > 0) {
        body.onNext(List.of(ByteBuffer.wrap(new byte[] {'a'})));
      } else {
        body.onComplete();
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final ReceivedBody body = new ReceivedBody(new JdkAttempt(AttemptLimits.none(), "POST"));
  private final Source source = new Source(body);

  @Test
  void theFirstBuffersAreAskedForAlthoughTheReaderWasThereBefore() {
    body.onSubscribe(source);

    assertThat(source.left).isEqualTo(1);
  }

  @Test
  void theNextOnesAreAskedForWhenTheFirstAreRead() throws Exception {
    body.onSubscribe(source);

    assertThat(new String(body.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("aa");
  }

  @Test
  void aBodyThatIsClosedBeforeItsSubscriptionCancelsIt() {
    body.cancel();
    body.onSubscribe(source);

    assertThat(source.cancelled).isTrue();
    assertThat(source.left).isEqualTo(2);
  }
}
