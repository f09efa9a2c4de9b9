/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.BasicCredentials;
import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.cli.option.HeaderText;
import dev.holdfast.cli.option.ResolveRule;
import dev.holdfast.cli.trace.CallEnd;
import dev.holdfast.cli.trace.Printable;
import dev.holdfast.cli.trace.Trace;
import dev.holdfast.http.Category;
import dev.holdfast.http.DeadlineHeader;
import dev.holdfast.http.IdempotencyKey;
import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.transport.Dns;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One call: from the options to the exit code. */
final class Call {

  private static final String AUTHORIZATION = "Authorization";

  private final Streams streams;
  private final CallOptions options;
  private final Trace trace;
  private final long started = System.nanoTime();

  Call(Streams streams, CallOptions options) {
    this.streams = streams;
    this.options = options;
    this.trace = Trace.of(options.output().trace(), streams.err(), streams.errIsTerminal());
  }

  /**
   * Sends the request, prints the answer.
   *
   * @param target the request without headers
   * @return the exit code
   */
  int run(Supplier<Request> target) {
    try {
      return send(target).code();
    } catch (RequestException e) {
      boolean refused = e.category() == Category.INVALID_REQUEST && e.attempts().isEmpty();
      return (refused ? unusable(e) : failed(e)).code();
    } catch (UsageException | IllegalArgumentException e) {
      return unusable(e).code();
    }
  }

  /** An argument that was refused. The library's messages have the form of ours. */
  private Exit unusable(RuntimeException error) {
    streams.err().println("holdfast: " + Printable.line(String.valueOf(error.getMessage())));
    return Exit.USAGE;
  }

  private Exit send(Supplier<Request> target) {
    Output output = Output.prepare(options.output(), streams.out());
    Request request = decorate(target.get());
    try (Session session = session(request.url())) {
      Response response = session.request(request);
      return answered(response, output);
    }
  }

  private Request decorate(Request bare) {
    Request request = bare;
    for (HeaderText header : options.request().headers()) {
      request = request.addHeader(header.name(), header.value());
    }
    if (options.request().user().isPresent()) {
      request = withAuthorization(request, options.request().user().get());
    }
    if (options.request().idempotencyKey().isEmpty()) {
      requireKey(request);
      return request;
    }
    String key = options.request().idempotencyKey().get();
    return request.idempotencyKey(
        key.equals("auto") ? IdempotencyKey.auto() : IdempotencyKey.of(key));
  }

  /** A name for the key's header, and no key, is a mistake: a POST would not be repeated. */
  private void requireKey(Request request) {
    Optional<String> header = options.request().idempotencyHeader();
    if (header.isPresent() && !request.headers().contains(header.get())) {
      throw new UsageException(
          "--idempotency-header", "given without a key", "--idempotency-key or that header");
    }
  }

  private static Request withAuthorization(Request request, BasicCredentials user) {
    if (request.headers().first(AUTHORIZATION).isPresent()) {
      throw new UsageException("--user", "given beside an Authorization header", "one of the two");
    }
    return request.header(AUTHORIZATION, user.authorization());
  }

  private Session session(Url url) {
    SessionBuilder builder = Session.builder()
        .timeouts(options.timeouts())
        .retry(options.retry())
        .safeguards(options.safeguards())
        .observer(trace::attempt);
    List<ResolveRule> rules = options.request().rules(url);
    if (!rules.isEmpty()) {
      builder.dns(new FixedDns(rules, Dns.system()));
    }
    options.request().idempotencyHeader().ifPresent(builder::idempotencyHeader);
    options.request().deadlineHeader().map(DeadlineHeader::of).ifPresent(builder::deadlineHeader);
    options.request().cacert().ifPresent(file -> builder.sslContext(Certificates.trusting(file)));
    return builder.build();
  }

  private Exit answered(Response response, Output output) {
    Exit exit = Exit.of(response.status());
    try {
      output.write(response);
    } catch (IOException e) {
      exit = Exit.WRITE;
      streams.err().println("holdfast: cannot write the answer: " + Reason.of(e));
    } catch (RequestException bodyLost) {
      // The status says how the call has ended; what there is of its body would pass for all of it.
      streams.err().println("holdfast: " + Printable.line(String.valueOf(bodyLost.getMessage())));
    }
    trace.end(CallEnd.answered(response, elapsedNanos()));
    return exit;
  }

  private Exit failed(RequestException error) {
    trace.end(CallEnd.failed(error, elapsedNanos()));
    if (options.output().debug()) {
      error.printStackTrace(streams.err());
    }
    return Exit.of(error);
  }

  private long elapsedNanos() {
    return System.nanoTime() - started;
  }
}
