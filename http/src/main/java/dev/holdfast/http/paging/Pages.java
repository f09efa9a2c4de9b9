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
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An answer in pages: each is a call of its own, by all rules of the session, made when it is asked
 * for. Immutable; every iterator begins with the first page and is for one thread at a time.
 *
 * <pre>{@code
 * for (Response page : Pages.of(session, Request.get(url))) {
 *   page.json(Orders.class).forEach(this::store);
 * }
 * }</pre>
 *
 * <p>{@code next()} throws what the call throws; {@link StatusException} for an error status, so
 * that the pages before it do not pass for all of them; and {@link ProtocolException} if the pages
 * lead in a circle or do not end. A deadline for all pages is the request's {@link Request#within}.
 */
public final class Pages implements Iterable<Response> {

  private static final int MOST_PAGES = 10_000;

  private final Session session;
  private final Request first;
  private final Next next;
  private final int most;

  /** The request of the page behind that one. */
  private interface Next {
    Optional<Request> after(Request request, Response page);
  }

  private Pages(Session session, Request first, Next next, int most) {
    this.session = session;
    this.first = first;
    this.next = next;
    this.most = most;
  }

  /**
   * Follows the links of relation {@code next} (RFC 8288). To another origin go only headers
   * without credentials, and none of them come back later; from {@code https} to {@code http} goes
   * nothing.
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
   * Asks a function for the next request, as an answer with a cursor needs.
   *
   * @param next gets a page; empty ends the iteration. For a URL that the server chose, use
   *     {@link Request#to}, which keeps credentials to their origin.
   */
  public static Pages of(
      Session session, Request first, Function<Response, Optional<Request>> next) {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(next, "next");
    return new Pages(session, first, (request, page) -> next.apply(page), MOST_PAGES);
  }

  /**
   * These pages with another limit (default 10,000): if there are more, {@code next()} throws.
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
    // By way of the page's own URL: what a redirect has taken off stays off.
    return Optional.of(request.to(page.url()).to(target));
  }

  /** Whether it has a URL; one that is relative gets it in a call. */
  private static boolean isPlaced(Request request) {
    try {
      return request.url().port() > 0;
    } catch (IllegalStateException relative) {
      return false;
    }
  }

  @Override
  public Iterator<Response> iterator() {
    return new Turning();
  }

  /** The pages as a stream, made as they are asked for. */
  public Stream<Response> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  private final class Turning implements Iterator<Response> {

    private final Circle circle = new Circle();
    private Optional<Request> upcoming = Optional.of(first);
    private int count;

    @Override
    public boolean hasNext() {
      return upcoming.isPresent();
    }

    @Override
    public Response next() {
      Request request =
          upcoming.orElseThrow(() -> new NoSuchElementException("the last page was given"));
      // If it fails, the iteration is over.
      upcoming = Optional.empty();
      Response page = session.request(request).raiseForStatus();
      count++;
      // One that is relative to a base URL has its place by now.
      Request placed = isPlaced(request) ? request : page.request();
      circle.begins(placed);
      Optional<Request> after = next.after(placed, page);
      if (after.isPresent()) {
        if (isPlaced(after.get()) && circle.closes(after.get())) {
          throw ProtocolException.of(
              page, "the pages lead in a circle, back to " + after.get() + ", after " + count);
        }
        if (count >= most) {
          throw ProtocolException.of(page, "more than " + most + " pages (a higher limit: atMost)");
        }
      }
      upcoming = after;
      return page;
    }
  }
}
