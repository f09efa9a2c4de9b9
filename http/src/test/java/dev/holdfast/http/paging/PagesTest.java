/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.UrlTemplate;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.time.TimeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

  private static final String URL = "https://api.example.com/orders";

  private final MockTransport server = MockTransport.create();
  private final Session session = Session.builder()
      .transport(server)
      .time(TimeSource.system())
      .retry(Retry.builder().build())
      .build();

  @AfterEach
  void close() {
    session.close();
  }

  private PagesTest page(String body, String next) {
    Headers headers =
        next.isEmpty() ? Headers.empty() : Headers.empty().plus("Link", "<" + next + ">; rel=next");
    server.respond(200, headers, body);
    return this;
  }

  private List<String> urls() {
    return server.requests().stream().map(request -> request.url().text()).toList();
  }

  private static Request withSecrets() {
    return Request.get(URL)
        .header("Authorization", "Bearer secret")
        .header("X-Api-Key", "secret")
        .header("Accept", "application/json");
  }

  @Test
  void followsTheLinksToTheEnd() {
    page("a", "?page=2").page("b", "/orders?page=3").page("c", "");

    assertThat(Pages.of(session, withSecrets()).stream().map(Response::text))
        .containsExactly("a", "b", "c");
    assertThat(urls()).containsExactly(URL, URL + "?page=2", URL + "?page=3");
    assertThat(server.requests())
        .allMatch(request -> request.headers().first("X-Api-Key").equals(Optional.of("secret")));
  }

  @Test
  void makesACallWhenAPageIsAskedFor() {
    page("a", "?page=2");
    Iterator<Response> pages = Pages.of(session, Request.get(URL)).iterator();

    assertThat(server.requests()).isEmpty();
    assertThat(pages.hasNext()).isTrue();
    pages.next();
    assertThat(pages.hasNext()).isTrue();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void everyIteratorBeginsAtTheFirstPage() {
    page("a", "").page("a", "");
    Pages pages = Pages.of(session, Request.get(URL));

    assertThat(pages).hasSize(1);
    assertThat(pages).hasSize(1);
    Iterator<Response> over = Pages.of(session, Request.get(URL)).iterator();
    page("a", "");
    over.next();
    assertThatThrownBy(over::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  @Tag("X40")
  void takesCredentialsToNoOtherOriginAndBringsNoneBack() {
    page("a", "https://other.example/2").page("b", URL + "?page=3").page("c", "");

    assertThat(Pages.of(session, withSecrets())).hasSize(3);
    assertThat(credentials()).containsExactly(true, false, false);
    assertThat(server.requests().get(1).headers().first("Accept")).contains("application/json");
  }

  @Test
  void beginsBelowABaseUrl() {
    page("a", "?page=2").page("b", "https://other.example/3").page("c", "");
    Request first = Request.get(UrlTemplate.of("/orders")).header("X-Api-Key", "secret");
    try (Session based = session.toBuilder().baseUrl("https://api.example.com").build()) {
      assertThat(Pages.of(based, first)).hasSize(3);
    }

    assertThat(urls()).containsExactly(URL, URL + "?page=2", "https://other.example/3");
    assertThat(credentials()).containsExactly(true, true, false);
  }

  @Test
  @Tag("X40")
  void aRedirectTakesCredentialsAwayToo() {
    server.respond(302, Headers.empty().plus("Location", "https://other.example/1"), "");
    page("a", "/2").page("b", "");

    assertThat(Pages.of(session, withSecrets())).hasSize(2);
    assertThat(credentials()).containsExactly(true, false, false);
    assertThat(urls()).last().isEqualTo("https://other.example/2");
  }

  private List<Boolean> credentials() {
    return server.requests().stream()
        .map(TransportRequest::headers)
        .map(headers -> headers.contains("Authorization") || headers.contains("X-Api-Key"))
        .toList();
  }

  @ParameterizedTest
  @Tag("X40")
  @ValueSource(strings = {"http://api.example.com/2", "ftp://a/2", "mailto:a@b"})
  void leadsNowhereUnsafe(String next) {
    page("a", next);

    assertThatThrownBy(() -> Pages.of(session, Request.get(URL)).forEach(page -> {}))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("the next page");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  @Tag("X40")
  void noticesACircle() {
    page("a", "?page=2").page("b", "?page=3").page("c", "?page=2");

    assertThatThrownBy(() -> Pages.of(session, Request.get(URL)).forEach(page -> {}))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("in a circle");
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  @Tag("X40")
  void endsAtItsLimit() {
    AtomicInteger count = new AtomicInteger();
    Pages pages = Pages.of(
        session,
        Request.get(URL),
        page -> Optional.of(Request.get(URL).query("cursor", "" + count.incrementAndGet())));
    server.otherwise(request -> {
      return new MockResponse(200, Headers.empty(), new byte[0]);
    });

    assertThatThrownBy(() -> pages.atMost(7).forEach(page -> {}))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("more than 7 pages");
    assertThat(server.requests()).hasSize(7);
    assertThatIllegalArgumentException().isThrownBy(() -> pages.atMost(0));
  }

  @Test
  void followsCursors() {
    page("2", "").page("3", "").page("", "");
    Request first = Request.post(URL).body("find");

    Pages pages = Pages.of(
        session,
        first,
        page -> page.text().isEmpty()
            ? Optional.empty()
            : Optional.of(first.query("cursor", page.text())));

    assertThat(pages.stream().map(Response::text)).containsExactly("2", "3", "");
    assertThat(urls()).containsExactly(URL, URL + "?cursor=2", URL + "?cursor=3");
    assertThat(server.requests()).allMatch(request -> request.method().equals("POST"));
  }

  /** Pages before an error must not pass for all of them. */
  @Test
  void anErrorStatusEndsIt() {
    page("a", "?page=2");
    server.respond(404);

    Iterator<Response> pages = Pages.of(session, Request.get(URL)).iterator();
    pages.next();

    assertThatThrownBy(pages::next).isInstanceOf(StatusException.class);
    assertThat(pages.hasNext()).isFalse();
  }

  @Test
  void linksAreForGet() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pages.of(session, Request.post(URL)))
        .withMessageContaining("expected: GET or HEAD");
  }

  @Test
  void anAsynchronousIterationTurnsTheSamePages() {
    page("a", "?page=2").page("b", "/orders?page=3").page("c", "");
    List<String> texts = new ArrayList<>();

    long count = Pages.of(session, Request.get(URL))
        .forEachAsync(page -> texts.add(page.text()))
        .join();

    assertThat(count).isEqualTo(3);
    assertThat(texts).containsExactly("a", "b", "c");
    assertThat(urls()).containsExactly(URL, URL + "?page=2", URL + "?page=3");
  }

  @Test
  @Tag("X40")
  void anAsynchronousIterationEndsAsABlockingOne() {
    page("a", "?page=2").page("b", "?page=2");
    assertThatThrownBy(
            () -> Pages.of(session, Request.get(URL)).forEachAsync(page -> {}).join())
        .cause()
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("in a circle");

    page("a", "?page=2");
    server.respond(404);
    assertThatThrownBy(
            () -> Pages.of(session, Request.get(URL)).forEachAsync(page -> {}).join())
        .cause()
        .isInstanceOf(StatusException.class);

    page("a", "?page=2");
    IllegalStateException broken = new IllegalStateException("consumer");
    assertThatThrownBy(() -> Pages.of(session, Request.get(URL))
            .forEachAsync(page -> {
              throw broken;
            })
            .join())
        .cause()
        .isSameAs(broken);
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void aSubscriberGetsAsManyPagesAsItAsksFor() {
    server.otherwise(request -> {
      int next = server.requests().size() + 1;
      Headers link = Headers.empty().plus("Link", "<?page=" + next + ">; rel=next");
      return new MockResponse(200, link, new byte[0]);
    });
    CountDownLatch three = new CountDownLatch(3);
    CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();

    Pages.of(session, Request.get(URL)).publisher().subscribe(new Flow.Subscriber<>() {
      @Override
      public void onSubscribe(Flow.Subscription pages) {
        subscription.complete(pages);
      }

      @Override
      public void onNext(Response page) {
        three.countDown();
      }

      @Override
      public void onError(Throwable thrown) {
        failure.complete(thrown);
      }

      @Override
      public void onComplete() {}
    });

    assertThat(server.requests()).isEmpty();
    subscription.join().request(2);
    subscription.join().request(1);
    assertThat(awaited(three)).isTrue();
    assertThat(server.requests()).hasSize(3);
    subscription.join().request(0);
    assertThat(failure.join()).isInstanceOf(IllegalArgumentException.class);
    subscription.join().request(5);
    assertThat(server.requests()).hasSize(3);
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
