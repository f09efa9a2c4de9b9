/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.lossy;

import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes many calls at once in one session, half of them blocking, half asynchronous, and prints a
 * line for each: path, whether it succeeded with the whole body, attempts, milliseconds. Run by
 * {@code it/lossy.sh}, from its source.
 *
 * <pre>java -cp holdfast-cli.jar Calls.java URL KIND=COUNT...</pre>
 */
final class Calls {

  private static final int CALLERS = 40;

  /** Short enough that two losses in a row make another attempt. */
  private static final Duration IMPATIENCE = Duration.ofMillis(700);

  /** How long TCP tries to deliver what it has is up to the kernel; this leaves it the time. */
  private static final Duration PATIENCE = Duration.ofSeconds(55);

  private Calls() {}

  /** What is called; the path begins with its name. */
  private enum Kind {
    GET {
      @Override
      Request at(String url) {
        return Request.get(url);
      }
    },
    KEYED {
      @Override
      Request at(String url) {
        return post(url).idempotencyKey(IdempotencyKey.auto());
      }
    },
    PATIENT {
      @Override
      Request at(String url) {
        return post(url).timeouts(timeouts(PATIENCE));
      }
    },
    HASTY {
      @Override
      Request at(String url) {
        return post(url);
      }
    };

    abstract Request at(String url);

    private static Request post(String url) {
      return Request.post(url).body("x".repeat(3_000));
    }
  }

  public static void main(String[] args) throws Exception {
    List<Request> requests = new ArrayList<>();
    for (String wanted : List.of(args).subList(1, args.length)) {
      String name = wanted.substring(0, wanted.indexOf('='));
      int count = Integer.parseInt(wanted.substring(name.length() + 1));
      Kind kind = Kind.valueOf(name.toUpperCase(Locale.ROOT));
      for (int i = 0; i < count; i++) {
        requests.add(kind.at(args[0] + "/" + name + "/" + i));
      }
    }
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (Session session = session()) {
      List<Future<String>> lines = new ArrayList<>();
      for (int i = 0; i < requests.size(); i++) {
        Request request = requests.get(i);
        boolean blocking = i % 2 == 0;
        lines.add(callers.submit(() -> line(session, request, blocking)));
      }
      for (Future<String> line : lines) {
        System.out.println(line.get());
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** No retry budget: impatience fails more than a tenth of the calls, and all are to succeed. */
  private static Session session() {
    return Session.builder()
        .safeguards(Safeguards.off())
        .retry(Retry.builder()
            .total(20)
            .backoff(Backoff.constant(Duration.ofMillis(50)))
            .build())
        .timeouts(timeouts(IMPATIENCE))
        .build();
  }

  private static Timeouts timeouts(Duration read) {
    return Timeouts.of(Duration.ofMillis(3_050), read).deadline(Duration.ofSeconds(60));
  }

  private static String line(Session session, Request request, boolean blocking) {
    String path = request.url().toString().replaceFirst("http://[^/]*", "");
    long start = System.nanoTime();
    String result;
    try {
      Response response = blocking ? session.request(request) : awaited(session, request);
      boolean whole = response.status() == 200 && response.text().equals((path + "\n").repeat(400));
      result = (whole ? "whole " : "broken ") + response.attempts().size();
    } catch (RequestException e) {
      result = "failed:" + e.category() + ":" + e.sent() + " " + e.attempts().size();
    }
    return path + " " + result + " " + (System.nanoTime() - start) / 1_000_000;
  }

  private static Response awaited(Session session, Request request) {
    try {
      return session.sendAsync(request).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RequestException failure ? failure : e;
    }
  }
}
