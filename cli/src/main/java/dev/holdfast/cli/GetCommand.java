/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.CallOptions;
import dev.holdfast.http.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast get URL}. */
@Command(
    name = "get",
    customSynopsis = "holdfast get [OPTIONS] URL",
    description = "Gets a URL and prints the body of the answer.",
    sortOptions = false,
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    footerHeading = "%nExit codes:%n")
final class GetCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(paramLabel = "URL", description = "http:// or https://")
  String url = "";

  @Mixin
  CallOptions options = new CallOptions();

  GetCommand(Streams streams) {
    this.streams = streams;
  }

  /**
   * Gets the URL as the command without options does, but without the parser: its classes and what
   * it makes of the options take more time and memory than the call itself.
   *
   * @return the exit code
   */
  static int plain(Streams streams, String url) {
    GetCommand command = new GetCommand(streams);
    command.url = url;
    try {
      return command.call();
    } catch (RuntimeException e) {
      streams.err().println(UnexpectedErrors.message(e));
      return Exit.UNEXPECTED.code();
    }
  }

  @Override
  public Integer call() {
    return new Call(streams, options).run(() -> Request.get(url));
  }
}
