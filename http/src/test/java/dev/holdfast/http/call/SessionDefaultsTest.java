/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.testkit.VirtualTime;
import dev.holdfast.time.Deadline;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session adds to the requests that it is given. */
@ParameterizedClass
@EnumSource(Mode.class)
class SessionDefaultsTest {

  private final MockTransport transport = MockTransport.create();
  private final VirtualTime time = VirtualTime.create();
  private final Mode mode;

  SessionDefaultsTest(Mode mode) {
    this.mode = mode;
  }

  private SessionBuilder builder() {
    return Session.builder().transport(transport).time(time);
  }

  private TransportRequest sent() {
    return transport.requests().get(transport.requests().size() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, /orders, https://api.example.com/orders",
    "https://api.example.com/v2, /orders, https://api.example.com/v2/orders",
    "https://api.example.com/v2/, orders, https://api.example.com/v2/orders",
    "https://api.example.com/v2/, /orders?x=1, https://api.example.com/v2/orders?x=1",
    "https://api.example.com/v2, ?x=1, https://api.example.com/v2?x=1",
    "https://api.example.com/v2, ../admin, https://api.example.com/v2/admin",
    "https://api.example.com/v2, /../../admin, https://api.example.com/v2/admin",
    "https://api.example.com/v2, //evil.example.org/x, https://api.example.com/v2//evil.example.org/x",
    "https://api.example.com/v2, https://other.example.org/x, https://other.example.org/x"
  })
  @Tag("U40")
  void aRelativeUrlStaysBelowTheBase(String base, String url, String target) {
    transport.respond(200);
    Session session = builder().baseUrl(base).build();

    Response response = mode.request(session, Request.of("GET", UrlTemplate.of(url)));

    assertThat(sent().url().text()).isEqualTo(target);
    assertThat(response.request().url().text()).isEqualTo(target);
    assertThat(response.url().text()).isEqualTo(target);
  }

  @Test
  void theShortCallsTakeRelativeUrlsToo() {
    transport.respond(200).respond(200);
    Session session = builder().baseUrl("https://api.example.com/v2").build();

    session.get("orders/7");
    session.delete("/orders/7");

    assertThat(transport.requests())
        .extracting(request -> request.method() + " " + request.url().text())
        .containsExactly(
            "GET https://api.example.com/v2/orders/7",
            "DELETE https://api.example.com/v2/orders/7");
  }

  @Test
  void aTemplateIsFilledAndKeptAsTheNameOfTheCall() {
    transport.respond(200);
    Session session = builder().baseUrl("https://api.example.com").build();
    UrlTemplate order = UrlTemplate.of("/orders/{id}/lines/{line}");

    Response response = mode.request(
        session, Request.of("GET", order, Map.of("id", "a/b", "line", 3)).query("all", "1"));

    assertThat(sent().url().target()).isEqualTo("/orders/a%2Fb/lines/3?all=1");
    assertThat(response.request().attributes().get(AttributeKey.URL_TEMPLATE))
        .hasValue("/orders/{id}/lines/{line}");
  }

  @Test
  @Tag("U40")
  void aValueThatClimbsIsRefusedAtOnce() {
    assertThatThrownBy(() -> Request.get(UrlTemplate.of("/orders/{id}"), ".."))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void withoutABaseARelativeUrlIsRefused() {
    assertThatThrownBy(
            () -> mode.request(builder().build(), Request.get(UrlTemplate.of("/orders"))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("baseUrl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "ftp://h/", "https://h/?x=1", "https://h/\r\nX:1", ""})
  void aBaseThatIsNoneIsRefused(String base) {
    assertThatThrownBy(() -> builder().baseUrl(base)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void headersQueryAndAttributesAreThereUnlessTheRequestHasItsOwn() {
    transport.respond(200).respond(200);
    Session session = builder()
        .defaults(d -> d.header("Accept-Language", "de")
            .header("X-Tenant", "a")
            .userAgent("shop/1.0")
            .query("version", "2")
            .query("key", "a b")
            .attribute(AttributeKey.CLIENT_NAME, "shop"))
        .build();

    Response response = mode.request(
        session, Request.get("https://api.example.com/x?version=1").header("x-tenant", "own"));

    assertThat(sent().url().target()).isEqualTo("/x?version=1&key=a%20b");
    assertThat(sent().headers().all("X-Tenant")).containsExactly("own");
    assertThat(sent().headers().all("Accept-Language")).containsExactly("de");
    assertThat(sent().headers().all("User-Agent")).containsExactly("shop/1.0");
    assertThat(response.request().attributes().get(AttributeKey.CLIENT_NAME)).hasValue("shop");
  }

  @Test
  void aMountAddsToTheDefaultsOfTheSession() {
    transport.respond(200).respond(200);
    Session session = builder()
        .defaults(d -> d.header("X-A", "session").header("X-B", "session"))
        .mount(
            "https://api.example.com/v1",
            s -> s.defaults(d -> d.header("X-B", "mount").httpVersion(HttpVersion.NEGOTIATE)))
        .build();

    mode.get(session, "https://api.example.com/v1/x");

    assertThat(sent().headers().first("X-A")).hasValue("session");
    assertThat(sent().headers().first("X-B")).hasValue("mount");
    assertThat(sent().version()).isEqualTo(HttpVersion.NEGOTIATE);
  }

  @Test
  void theVersionOfARequestWins() {
    transport.respond(200);
    Session session = builder().defaults(d -> d.httpVersion(HttpVersion.HTTP_2)).build();

    session.request(Request.get("https://api.example.com/").httpVersion(HttpVersion.HTTP_1_1));

    assertThat(sent().version()).isEqualTo(HttpVersion.HTTP_1_1);
  }

  @Test
  @Tag("U41")
  void aDefaultHeaderThatMayBeASecretStaysWithItsOrigin() {
    transport
        .respond(302, Headers.empty().plus("Location", "https://other.example.org/?q"), "")
        .respond(200);
    Session session = builder()
        .defaults(d -> d.header("X-Api-Key", "s3cr3t").query("key", "s3cr3t"))
        .build();

    mode.get(session, "https://api.example.com/x");

    assertThat(sent().headers().contains("X-Api-Key")).isFalse();
    assertThat(sent().url().text()).isEqualTo("https://other.example.org/?q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\0b"})
  @Tag("U41")
  void noDefaultSplitsARequest(String value) {
    assertThatThrownBy(() -> builder().defaults(d -> d.header("X-A", value)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder().defaults(d -> d.userAgent(value)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder().defaults(d -> d.header("Host", "evil")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void toBuilderKeepsAllOfIt() {
    transport.respond(200);
    Session session = builder()
        .baseUrl("https://api.example.com/v2")
        .defaults(d -> d.header("X-A", "1"))
        .hooks(h -> h.beforeAttempt(a -> a.header("X-B", "2")))
        .expect("a 2xx", r -> r.status() < 300)
        .deadlineFrom(() -> Deadline.afterNanos(1_000_000, time))
        .build();

    Session copy = session.toBuilder().build();
    mode.request(copy, Request.get(UrlTemplate.of("/x")));

    assertThat(sent().url().text()).isEqualTo("https://api.example.com/v2/x");
    assertThat(sent().headers().first("X-A")).hasValue("1");
    assertThat(sent().headers().first("X-B")).hasValue("2");
  }

  @Test
  void theHostsDeadlineBoundsTheCall() {
    transport.otherwise(request -> {
      time.advance(Duration.ofSeconds(1));
      return new MockResponse(503, Headers.empty(), new byte[0]);
    });
    Session session = builder()
        .timeouts(Timeouts.defaults().withoutDeadline())
        .deadlineFrom(() -> Deadline.afterNanos(3_000_000_000L, time))
        .build();

    assertThatThrownBy(() -> mode.get(session, "https://api.example.com/x"))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(Timeouts.defaults().withoutDeadline().deadline()).isEmpty();
    assertThat(Timeouts.defaults().withoutDeadline().read()).isPresent();
  }
}
