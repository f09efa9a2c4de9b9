/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      http://me:pw@a/x                | http://***@a/x
      http://me:p@w@a/x               | http://***@a/x
      //me:pw@a                       | //***@a
      http://a/x@y                    | http://a/x@y
      http://a?mail=x@y               | http://a?mail=x@y
      http://a/?api_key=1&page=2      | http://a/?api_key=***&page=2
      http://a/?page=2;Token=1#f      | http://a/?page=2;Token=***#f
      http://a/?password=             | http://a/?password=
      http://a/x;jsessionid=1         | http://a/x;jsessionid=***
      http://a/x;jsessionid=1/y?q=2   | http://a/x;jsessionid=***/y?q=2
      http://a/x;v=1?token=2          | http://a/x;v=1?token=***
      http://a/?token=1?2             | http://a/?token=***
      http://a/x#access_token=1&b=2   | http://a/x#access_token=***&b=2
      http://a/?b=2#id_token=1        | http://a/?b=2#id_token=***
      http://a/#/back?code=1          | http://a/#/back?code=***
      http://a/?%74oken=1&a%5B%5D=2   | http://a/?%74oken=***&a%5B%5D=2
      http://a/?pass=1&otp=2&ticket=3 | http://a/?pass=***&otp=***&ticket=***
      http://a/?q=key                 | http://a/?q=key
      """)
  void masksUserInfoAndTheValuesOfKeyLikeParameters(String url, String masked) {
    assertThat(Secrets.maskUrl(url)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, ***",
    "cookie, ***",
    "SET-COOKIE, ***",
    "Proxy-Authorization, ***",
    "X-Api-Key, ***",
    "X-Auth-Token, ***",
    "Accept, v"
  })
  void masksTheValuesOfHeadersThatCarryCredentials(String name, String shown) {
    assertThat(Secrets.maskHeader(name, "v")).isEqualTo(shown);
  }

  @Test
  void showsNoRawBytesOfHeaders() {
    assertThat(Secrets.maskHeader("Server", "\u001b]0;\u0007\u0085"))
        .isEqualTo("\\x1b]0;\\x07\\x85");
  }
}
