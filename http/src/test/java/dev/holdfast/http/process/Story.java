/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.process;

import dev.holdfast.http.Attempt;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.retry.Backoff;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a forked JVM does: one story, told line by line on its output. */
enum Story {
  /** Calls whose outcome must not depend on locale, charset or time zone, and one that jitters. */
  PLACE {
    @Override
    void tell(String url) {
      Retry impatient = Retry.builder()
          .total(4)
          .backoff(Backoff.exponential(Duration.ofMillis(16)).firstRetryDelayed())
          .build();
      try (Session session = Session.builder().retry(impatient).build()) {
        for (String path : List.of("/CHUNKED", "/GZIP", "/umlaut")) {
          Response response = session.get(url + path);
          say(path + " " + response.status() + " " + response.text());
        }
        Response shouted = session.request(Request.of("options", url + "/INDEX?i=I"));
        say("/INDEX " + shouted.headers().first("content-length").orElse("none"));
        Response down = session.get(url + "/down");
        say("/down " + down.status() + " after " + down.attempts().size());
        say("jitter " + down.attempts().stream().map(Attempt::delay).toList());
      }
    }
  },
  /** Runs out of descriptors, says what a call says then, and goes on when there are some. */
  DESCRIPTORS {
    @Override
    void tell(String url) throws IOException {
      try (Session session = Session.builder().retry(Retry.off()).build()) {
        // Loading the classes of a failure needs descriptors too.
        say("refused " + outcome(session, "http://127.0.0.1:1/").startsWith("connect_refused"));
        say("before " + outcome(session, url));
        List<InputStream> hoard = new ArrayList<>();
        try {
          while (true) {
            hoard.add(new FileInputStream("/dev/null"));
          }
        } catch (IOException none) {
          // Then as many as there can be are open.
        }
        say("without " + outcome(session, url + "/other").replace('\n', ' '));
        for (InputStream held : hoard) {
          held.close();
        }
        say("after " + outcome(session, url));
      }
    }
  },
  /** Its own idle connections hold the last descriptors: calls elsewhere need some of them. */
  IDLE_DESCRIPTORS {
    @Override
    void tell(String url) throws IOException {
      boolean async = url.endsWith("async");
      try (Session session = Session.builder().retry(Retry.off()).build()) {
        // Classes that only the last call needs would need descriptors too.
        say("refused " + outcome(session, "http://127.0.0.1:1/", async).startsWith("connect_ref"));
        say("other " + outcome(session, url, !async));
        say("before " + outcome(session, url, async));
        fill(session, url, async);
        List<InputStream> hoard = hoard();
        say("then " + outcome(session, url.replace("127.0.0.1", "127.0.0.2"), async));
        for (InputStream held : hoard) {
          held.close();
        }
      }
    }

    private void fill(Session session, String url, boolean async) {
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        calls.add(CompletableFuture.supplyAsync(
            () -> outcome(session, url, async), work -> new Thread(work).start()));
      }
      calls.forEach(CompletableFuture::join);
    }

    private List<InputStream> hoard() throws IOException {
      List<InputStream> hoard = new ArrayList<>();
      try {
        while (true) {
          hoard.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException none) {
        return hoard;
      }
    }
  },
  /** Thousands of calls wait for a connection while the process is stopped. */
  SUSPENDED {
    @Override
    void tell(String url) throws InterruptedException {
      Timeouts timeouts = Timeouts.defaults().pool(Duration.ofSeconds(2));
      Map<String, Integer> ends = new TreeMap<>();
      try (Session session = Session.builder()
          .retry(Retry.off())
          .maxConnections(64)
          .timeouts(timeouts)
          .build()) {
        List<CompletableFuture<Response>> calls = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
          calls.add(session.sendAsync(Request.get(url)));
        }
        say("started");
        for (CompletableFuture<Response> call : calls) {
          ends.merge(end(call), 1, Integer::sum);
        }
      }
      say(ends.toString());
    }

    private String end(CompletableFuture<Response> call) {
      try {
        return Integer.toString(call.join().status());
      } catch (CompletionException e) {
        return e.getCause() instanceof RequestException known
            ? known.category().code()
            : String.valueOf(e.getCause());
      }
    }
  },
  /** Runs out of heap in the middle of a body, and goes on when there is some. */
  HEAP {
    @Override
    void tell(String url) {
      try (Session session =
          Session.builder().retry(Retry.off()).maxConnections(1).build()) {
        say("before " + outcome(session, url));
        byte[][] ballast = ballast();
        say("without " + outcome(session, url + "/large") + (ballast.length == 0 ? "!" : ""));
        ballast = new byte[0][];
        say("after " + outcome(session, url) + (ballast.length == 0 ? "" : "!"));
      }
    }
  },
  /** Asynchronous calls whose bodies do not fit into the heap together; then one that does. */
  SHARED_HEAP {
    @Override
    void tell(String url) throws InterruptedException {
      try (Session session = Session.builder().build()) {
        say("before " + outcome(session.sendAsync(Request.get(url))));
        List<CompletableFuture<Response>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          calls.add(session.sendAsync(Request.get(url + "/large")));
        }
        int failed = 0;
        for (CompletableFuture<Response> call : calls) {
          String end = outcome(call);
          failed += end.equals("OutOfMemoryError") ? 1 : 0;
          say("together " + (end.equals("OutOfMemoryError") ? "200" : end));
        }
        say("some failed " + (failed > 0));
        calls.clear();
        say("after " + outcome(session.sendAsync(Request.get(url))));
      }
    }
  },
  /** Calls with a deadline, to a server that never answers: the process is stopped meanwhile. */
  STOPPED {
    @Override
    void tell(String url) throws InterruptedException {
      long start = System.nanoTime();
      try (Session session = Session.create()) {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          Request request = Request.get(url).deadline(Duration.ofSeconds(3));
          callers.add(new Thread(() -> say(outcome(session, request))));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
          caller.join();
        }
      }
      say("millis " + (System.nanoTime() - start) / 1_000_000);
    }
  },
  /** Closes the session while calls hang on threads that keep the JVM alive. */
  EXIT {
    @Override
    void tell(String url) throws InterruptedException {
      Session session = Session.create();
      for (int i = 0; i < 4; i++) {
        new Thread(() -> say(outcome(session, Request.get(url)))).start();
      }
      TimeUnit.MILLISECONDS.sleep(500);
      session.close();
    }
  };

  // Not System.out: its charset is one of the things that change.
  private static final PrintStream OUT = new PrintStream(
      new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);

  abstract void tell(String url) throws Exception;

  /** Kept here, since the log manager holds loggers weakly. Its lines would be among ours. */
  private static final Logger LOGGER = Logger.getLogger("dev.holdfast");

  public static void main(String[] arguments) throws Exception {
    LOGGER.setLevel(Level.OFF);
    valueOf(arguments[0]).tell(arguments[1]);
  }

  private static void say(String line) {
    OUT.println(line);
  }

  private static String outcome(Session session, String url) {
    return outcome(session, Request.get(url));
  }

  private static String outcome(Session session, String url, boolean async) {
    Request request = Request.get(url);
    return outcome(session, async ? request.httpVersion(HttpVersion.NEGOTIATE) : request);
  }

  private static String outcome(Session session, Request request) {
    try {
      return Integer.toString(session.request(request).status());
    } catch (RequestException e) {
      return e.category().code() + " " + e.getMessage();
    } catch (OutOfMemoryError e) {
      return "OutOfMemoryError";
    }
  }

  /** Long before the deadline of the call. */
  private static String outcome(CompletableFuture<Response> call) throws InterruptedException {
    try {
      return Integer.toString(call.get(40, TimeUnit.SECONDS).status());
    } catch (ExecutionException e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return root.getClass().getSimpleName();
    } catch (TimeoutException open) {
      return "still open";
    }
  }

  /** Leaves a few mebibytes. */
  private static byte[][] ballast() {
    List<byte[]> blocks = new ArrayList<>();
    try {
      while (true) {
        blocks.add(new byte[1 << 20]);
      }
    } catch (OutOfMemoryError full) {
      for (int i = 0; i < 4; i++) {
        blocks.remove(blocks.size() - 1);
      }
    }
    return blocks.toArray(byte[][]::new);
  }
}
