/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.around;

import dev.holdfast.http.transport.AsyncExchange;
import dev.holdfast.http.transport.AsyncTransportResponse;
import java.util.concurrent.CompletionStage;

/**
 * An exchange that is another one, with a response around its response.
 *
 * @param exchange the other one
 * @param response made of the other one's
 */
public record ExchangeAround(
    AsyncExchange exchange, CompletionStage<AsyncTransportResponse> response)
    implements AsyncExchange {

  @Override
  public void cancel() {
    exchange.cancel();
  }

  @Override
  public boolean waitsForUs() {
    return exchange.waitsForUs();
  }
}
