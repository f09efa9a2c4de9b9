/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.AddressGuard;
import dev.holdfast.http.transport.AsyncTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Dns;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.Route;
import dev.holdfast.http.transport.SocketOptions;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.safeguard.Safeguards;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No limit is lost in silence: what a transport cannot do is found when the session is built. */
class CapabilitiesTest {

  private static final String URL = "http://api.example.com/";
  private static final Duration LONG = Duration.ofSeconds(5);
  private static final Safeguards HEDGED =
      Safeguards.builder().hedge(Hedge.after(LONG)).build();

  static Stream<Capabilities> allCombinations() {
    return IntStream.range(0, 32)
        .mapToObj(bits -> new Capabilities(
            (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0));
  }

  private static SessionBuilder session(Capabilities can) {
    return Session.builder().transport(new Limited(MockTransport.create().respond(200), can));
  }

  private static boolean builds(SessionBuilder builder) {
    Throwable refusal = catchThrowable(() -> builder.build().close());
    assertThat(refusal == null || refusal instanceof IllegalArgumentException).isTrue();
    return refusal == null;
  }

  @Tag("P05")
  @ParameterizedTest
  @MethodSource("allCombinations")
  void theDefaultsNeedAllOfThem(Capabilities can) {
    boolean all = can.connectTimeout()
        && can.readTimeout()
        && can.writeTimeout()
        && can.deadline()
        && can.proofOfNotSent();

    assertThat(builds(session(can))).isEqualTo(all);
  }

  @Tag("P05")
  @ParameterizedTest
  @MethodSource("allCombinations")
  void eachLimitNeedsItsOwn(Capabilities can) {
    assertThat(builds(bare(can, timeouts -> timeouts))).isTrue();
    assertThat(builds(bare(can, t -> t.connect(LONG)))).isEqualTo(can.connectTimeout());
    assertThat(builds(bare(can, t -> t.read(LONG)))).isEqualTo(can.readTimeout());
    assertThat(builds(bare(can, t -> t.write(LONG)))).isEqualTo(can.writeTimeout());
    assertThat(builds(bare(can, t -> t.attempt(LONG)))).isEqualTo(can.deadline());
    assertThat(builds(bare(can, t -> t.deadline(LONG)))).isEqualTo(can.deadline());
    assertThat(builds(bare(can, t -> t).retry(Retry.defaults()))).isEqualTo(can.proofOfNotSent());
  }

  @Tag("P05")
  @ParameterizedTest
  @MethodSource("allCombinations")
  void aTimeoutThatFollowsLatencyNeedsAnEndAtAGivenMoment(Capabilities can) {
    Safeguards observed = Safeguards.builder()
        .attemptTimeout(ObservedTimeout.within(Duration.ofMillis(100), LONG))
        .build();

    assertThat(builds(bare(can, t -> t).safeguards(observed))).isEqualTo(can.deadline());
    assertThat(builds(bare(can, t -> t).mount(URL, settings -> settings.safeguards(observed))))
        .isEqualTo(can.deadline());
  }

  private static SessionBuilder bare(Capabilities can, UnaryOperator<Timeouts> limits) {
    return session(can)
        .timeouts(limits.apply(Timeouts.unbounded()))
        .retry(Retry.builder().total(0).build());
  }

  @Test
  void theRefusalNamesWhatWouldBeLost() {
    SessionBuilder builder = session(new Capabilities(false, true, false, true, true));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith("transport: cannot keep the limits connect, write (expected: ")
        .withMessageContaining("Limited");
  }

  @Tag("P05")
  @Test
  void limitsThatEndMoreThanAnAttemptAreNotThoseOfAnAttempt() {
    Capabilities one = Capabilities.all().withinOneCall();

    assertThat(builds(bare(one, t -> t.attempt(LONG)))).isFalse();
    assertThat(builds(bare(one, t -> t.deadline(LONG)))).isTrue();
    assertThat(builds(bare(one, t -> t).safeguards(HEDGED))).isFalse();
    assertThat(builds(bare(one, t -> t).mount(URL, settings -> settings.safeguards(HEDGED))))
        .isFalse();
    assertThat(builds(bare(Capabilities.all(), t -> t).safeguards(HEDGED))).isTrue();
  }

  @Tag("P05")
  @Test
  void aWaitForAConnectionIsALimitToo() {
    Capabilities none = Capabilities.all().withoutPoolTimeout();

    assertThat(builds(bare(none, t -> t.pool(LONG)))).isFalse();
    assertThat(builds(bare(none, t -> t.read(LONG)))).isTrue();
  }

  @Tag("P05")
  @Test
  void onlyWhatIsAskedForIsGivenUp() {
    Capabilities few = new Capabilities(false, true, false, true, true);
    Timeouts kept = Timeouts.defaults().keptBy(few);

    assertThat(kept)
        .isEqualTo(Timeouts.unbounded()
            .read(Duration.ofSeconds(27))
            .pool(Duration.ofSeconds(10))
            .deadline(Duration.ofMinutes(2)));
    assertThat(builds(session(few).timeouts(kept))).isTrue();
  }

  @Test
  void aVersionThatCannotBePromisedIsRefused() {
    Capabilities own = new Capabilities(true, true, true, true, true);

    assertThat(builds(session(own).defaults(each -> each.httpVersion(HttpVersion.HTTP_2))))
        .isFalse();
    assertThat(builds(session(own).defaults(each -> each.httpVersion(HttpVersion.NEGOTIATE))))
        .isTrue();
  }

  /** An address guard that protects nothing would be worse than none. */
  @Test
  void whatOnlyOurTransportDoesIsRefusedBesideAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(session(Capabilities.all()).addressGuard(AddressGuard.publicOnly())::build)
        .withMessageStartingWith("addressGuard: set beside the transport ");
    assertThat(builds(session(Capabilities.all()).dns(Dns.system()))).isFalse();
    assertThat(builds(session(Capabilities.all()).maxConnections(3))).isFalse();
    assertThat(builds(session(Capabilities.all()).pingAfter(LONG))).isFalse();
    assertThat(builds(Session.builder()
            .maxConnectionsPerRoute(3)
            .asyncTransport(AsyncTransport.overThreads(MockTransport.create()))))
        .isFalse();
  }

  @Test
  void settingsOfAMountCountAsWell() {
    Capabilities noReads = new Capabilities(true, false, true, true, true);
    SessionBuilder builder = bare(noReads, timeouts -> timeouts)
        .mount(URL, settings -> settings.timeouts(Timeouts.unbounded().read(LONG)));

    assertThat(builds(builder)).isFalse();
  }

  @Test
  void aTransportThatMakesItsOwnConnectionsTakesNoRoute() {
    Capabilities own = new Capabilities(true, true, true, true, true, true);

    assertThat(builds(session(own))).isTrue();
    assertThat(builds(session(own).proxy(Proxy.none()))).isTrue();
    assertThat(builds(session(own).proxy(Proxy.http("proxy.example", 1)))).isFalse();
    assertThat(builds(session(own).route(Route.overUnixSocket(Path.of("s"))))).isFalse();
    Route delayed = Route.direct().withOptions(new SocketOptions(false, false));
    assertThat(builds(session(own).route(delayed))).isFalse();
    assertThat(builds(session(own).mount(URL, settings -> settings.route(delayed))))
        .isFalse();
  }

  @Tag("P05")
  @Test
  void soDoThoseOfARequest() {
    Capabilities nothing = new Capabilities(false, false, false, false, false);
    try (Session session = bare(nothing, timeouts -> timeouts).build()) {
      Request plain = Request.get(URL);

      assertThatThrownBy(() -> session.request(plain.timeouts(Timeouts.defaults())))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> session.request(plain.deadline(LONG)))
          .isInstanceOf(InvalidRequestException.class);
      assertThatThrownBy(() -> session.request(plain.httpVersion(HttpVersion.HTTP_2)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("HTTP/2");
      assertThat(session.request(plain).status()).isEqualTo(200);
    }
  }

  /** A transport that says what it can do. */
  private record Limited(Transport transport, Capabilities capabilities) implements Transport {
    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener)
        throws TransportException {
      return transport.send(request, limits, listener);
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
