/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.link.WebLink;
import dev.holdfast.http.message.Url;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A result in pages. Each page is a call of its own, by all rules of the session, made on demand.
 * Immutable; every iterator begins with the first page and is for one thread at a time.
 *
 * <pre>{@code
 * for (Response page : Pages.of(session, Request.get(url))) {
 *   page.json(Orders.class).forEach(this::store);
 * }
 * }</pre>
 *
 * <p>{@code next()} throws the exceptions of the call; {@link StatusException} for an error status,
 * so that the pages before it are not mistaken for all of them; and {@link ProtocolException} if
 * the pages form a circle or do not end. A deadline for all pages is the request's
 * {@link Request#within}.
 */
public final class Pages implements Iterable<Response> {

  private static final int MOST_PAGES = 10_000;

  private final Session session;
  private final Request first;
  private final Next next;
  private final int most;

  /** Finds the request of the page after a page. */
  interface Next {
    Optional<Request> after(Request request, Response page);
  }

  private Pages(Session session, Request first, Next next, int most) {
    this.session = session;
    this.first = first;
    this.next = next;
    this.most = most;
  }

  /**
   * Follows the links of relation {@code next} (RFC 8288). Another origin gets only headers without
   * credentials, and later pages do not get them back. Links from {@code https} to {@code http} are
   * not followed.
   *
   * @param first a GET or HEAD request, whose settings hold for each page
   */
  public static Pages of(Session session, Request first) {
    Objects.requireNonNull(session, "session");
    String method = Objects.requireNonNull(first, "first").method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new IllegalArgumentException("first: " + method
          + " (expected: GET or HEAD; for others a function that gives the next request)");
    }
    return new Pages(session, first, Pages::linked, MOST_PAGES);
  }

  /**
   * Asks a function for the next request, for a result with a cursor.
   *
   * @param next gets a page and returns the next request; empty ends the iteration. For a URL that
   *     the server chose, use {@link Request#to}, which keeps credentials to their origin.
   */
  public static Pages of(
      Session session, Request first, Function<Response, Optional<Request>> next) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(next, "next");
    return new Pages(session, first, (request, page) -> next.apply(page), MOST_PAGES);
  }

  /**
   * Returns these pages with another limit (default 10,000). If there are more, {@code next()}
   * throws.
   *
   * @throws IllegalArgumentException if less than 1
   */
  public Pages atMost(int pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("atMost: " + pages + " (expected: >= 1)");
    }
    return new Pages(session, first, next, pages);
  }

  private static Optional<Request> linked(Request request, Response page) {
    Optional<WebLink> link = page.link("next");
    if (link.isEmpty()) {
      return Optional.empty();
    }
    Url target = link.get()
        .url()
        .orElseThrow(() ->
            ProtocolException.of(page, "the next page, " + link.get() + ", is at no HTTP URL"));
    if (page.url().secure() && !target.secure()) {
      throw ProtocolException.of(page, "the next page, " + target + ", leads from https to http");
    }
    // Goes by way of the page's own URL: headers that a redirect has removed stay removed.
    return Optional.of(request.to(page.url()).to(target));
  }

  @Override
  public Iterator<Response> iterator() {
    return new Turning();
  }

  /** Returns the pages as a stream, fetched on demand. */
  public Stream<Response> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /**
   * Returns the pages as a publisher, which holds no thread. Each subscriber begins with the first
   * page; a page is fetched on demand. Cancelling the subscription ends the call. Exceptions of
   * {@code next()} go to {@code onError}. The signals come on the session's executor.
   */
  public Flow.Publisher<Response> publisher() {
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      new PageSubscription(session, turner(), subscriber).start();
    };
  }

  /**
   * Hands each page to the consumer, one after another, without holding a thread. The future
   * completes with the number of pages, or with the exception of {@code next()} or of the consumer.
   * Cancelling it ends the iteration and the call.
   */
  public CompletableFuture<Long> forEachAsync(Consumer<? super Response> consumer) {
    PageConsumer each = new PageConsumer(Objects.requireNonNull(consumer, "consumer"));
    publisher().subscribe(each);
    return each.count();
  }

  private Turner turner() {
    return new Turner(first, next, most);
  }

  private final class Turning implements Iterator<Response> {

    private final Turner turner = turner();

    @Override
    public boolean hasNext() {
      return turner.hasNext();
    }

    @Override
    public Response next() {
      if (!turner.hasNext()) {
        throw new NoSuchElementException("the last page was given");
      }
      Request request = turner.begin();
      return turner.turned(request, session.request(request));
    }
  }
}
