/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.paging;

import dev.holdfast.http.ProtocolException;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import java.util.Optional;

/**
 * Decides which page is next, and whether there can be one. Makes no calls. For one thread at a
 * time.
 */
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

  /** Returns the request of the next page. If its call fails, no page follows. */
  Request begin() {
    Request request = upcoming.orElseThrow();
    upcoming = Optional.empty();
    return request;
  }

  /**
   * Records a page that has arrived.
   *
   * @throws ProtocolException if it leads in a circle, nowhere, or too far
   * @throws dev.holdfast.http.StatusException if it is an error
   */
  Response turned(Request request, Response page) {
    page.raiseForStatus();
    count++;
    // A URL that was relative to a base URL is resolved by now.
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

  /** Whether the request has an absolute URL. A relative one is resolved in a call. */
  private static boolean isPlaced(Request request) {
    try {
      return request.url().port() > 0;
    } catch (IllegalStateException relative) {
      return false;
    }
  }
}
