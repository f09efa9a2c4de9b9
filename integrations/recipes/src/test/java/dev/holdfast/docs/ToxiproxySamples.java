/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static dev.holdfast.assertj.HoldfastAssertions.assertThatCallFails;

import dev.holdfast.http.Category;
import dev.holdfast.http.Session;
import dev.holdfast.http.Timeouts;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.time.Duration;

/** Compiled, not run: the program toxiproxy is not part of the build. */
final class ToxiproxySamples {

  private ToxiproxySamples() {}

  static void stalls() throws IOException {
    // sample: stall
    ToxiproxyClient toxiproxy = new ToxiproxyClient("localhost", 8474);
    Proxy proxy = toxiproxy.createProxy("shop", "localhost:18080", "shop.internal:80");

    Timeouts impatient =
        Timeouts.of(Duration.ofSeconds(1), Duration.ofSeconds(1)).deadline(Duration.ofSeconds(10));
    try (Session session = Session.builder().timeouts(impatient).build()) {
      session.get("http://localhost:18080/").raiseForStatus(); // a connection that is kept

      proxy.toxics().timeout("stall", ToxicDirection.DOWNSTREAM, 0); // nothing arrives any more
      assertThatCallFails(() -> session.get("http://localhost:18080/"))
          .hasCategory(Category.READ_TIMEOUT)
          .tookAtMost(Duration.ofSeconds(10));
    } finally {
      proxy.delete();
    }
    // end
  }
}
