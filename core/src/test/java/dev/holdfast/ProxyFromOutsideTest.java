/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.retrier.Retrier;
import org.junit.jupiter.api.Test;

/** An interface in a package outside Holdfast can be proxied. */
class ProxyFromOutsideTest {

  interface Greeter {
    String greet(String name);
  }

  @Test
  void callsAnInterfaceThatIsNotPublic() {
    Greeter greeter = Retrier.create().proxy(Greeter.class, name -> "hello " + name);

    assertThat(greeter.greet("June")).isEqualTo("hello June");
  }

  @Test
  @SuppressWarnings("unchecked") // any target will do: the interface is refused
  void refusesAnInterfaceThatItsModuleHides() throws ClassNotFoundException {
    Class<Object> hidden = (Class<Object>) Class.forName("sun.security.util.Length");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Retrier.create().proxy(hidden, new Object()))
        .withMessageContaining("type: sun.security.util.Length cannot be called from here");
  }
}
