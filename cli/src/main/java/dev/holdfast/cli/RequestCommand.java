/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.BodyOptions;
import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.cli.option.Candidates;
import dev.holdfast.cli.option.Method;
import dev.holdfast.http.Request;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast request -X METHOD URL}. */
@Command(
    name = "request",
    customSynopsis = "holdfast request [-X METHOD] [OPTIONS] URL",
    description = "Sends a request of any method and prints the body of the answer.",
    sortOptions = false,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    footerHeading = "%nExit codes:%n")
final class RequestCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(paramLabel = "URL", description = "http:// or https://")
  String url = "";

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      converter = Method.Converter.class,
      completionCandidates = Candidates.Methods.class,
      description =
          "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE or any other, as PROPFIND. Default: POST"
              + " with a body, else GET.")
  @Nullable Method method;

  @ArgGroup(validate = false, order = 2, heading = "%nRequest body:%n")
  BodyOptions body = new BodyOptions();

  @Mixin
  CallOptions options = new CallOptions();

  RequestCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    return new Call(streams, options).run(this::request);
  }

  private Request request() {
    RequestBody content = RequestBody.of(body, streams.in());
    Request request = Request.of(methodName(), url);
    return content.addTo(request, options.request().headers());
  }

  private String methodName() {
    if (method != null) {
      return method.name();
    }
    return body.given() ? "POST" : "GET";
  }
}
