/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.net.Descriptors;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class SelectorsTest {

  private final Selectors selectors = new Selectors(new Descriptors());

  @Test
  void oneThatIsTakenWhenTheTransportClosesIsClosedWhenItIsFree() throws IOException {
    PooledSelector taken = selectors.take(null);

    selectors.close();
    assertThat(taken.selector().isOpen()).isTrue();
    taken.free();

    assertThat(taken.selector().isOpen()).isFalse();
  }

  @Test
  void oneThatIsMadeAfterTheTransportClosedIsClosedWhenItIsFree() throws IOException {
    selectors.close();
    PooledSelector late = selectors.take(null);

    late.free();

    assertThat(late.selector().isOpen()).isFalse();
  }

  @Test
  void aChannelThatIsClosedAfterItsLoopHasReleasedTheSelectorKeepsNoKey() throws IOException {
    CallerLoop loop = new CallerLoop(selectors);
    loop.enter();
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    Registration registration = new Registration(channel);
    registration.attach(loop);
    assertThat(channel.isRegistered()).isTrue();
    loop.release();

    registration.close();

    assertThat(channel.isRegistered()).isFalse();
    selectors.close();
  }
}
