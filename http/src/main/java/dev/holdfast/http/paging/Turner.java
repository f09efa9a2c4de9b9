/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import java.util.Optional;

/** Which page is next, and whether there can be one. Makes no calls. For one thread at a time. */
final class Turner {

  private final Pages.Next next;
  private final int most;
  private final Circle circle = new Circle();
  private Optional<Request> upcoming;
  private int count;

  Turner(Request first, Pages.Next next, int most) {
    this.upcoming = Optional.of(first);
    this.next = next;
    this.most = most;
  }

  boolean hasNext() {
    return upcoming.isPresent();
  }

  /** The request of the next page. If its call fails, there is no page behind it. */
  Request begin() {
    Request request = upcoming.orElseThrow();
    upcoming = Optional.empty();
    return request;
  }

  /**
   * The page is there.
   *
   * @throws ProtocolException if it leads in a circle, nowhere, or too far
   * @throws dev.holdfast.http.StatusException if it is an error
   */
  Response turned(Request request, Response page) {
    page.raiseForStatus();
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

  /** Whether it has a URL; one that is relative gets it in a call. */
  private static boolean isPlaced(Request request) {
    try {
      return request.url().port() > 0;
    } catch (IllegalStateException relative) {
      return false;
    }
  }
}
