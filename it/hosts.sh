#!/usr/bin/env bash
# Checks the modules for other libraries with the newest versions of those libraries: the build has
# the oldest that work.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=it/lib.sh
. it/lib.sh

DIR=$(mktemp -d)
trap 'rm -rf "$DIR"' EXIT

# run MODULES OPTION...: the tests of these modules, and nothing else
run() {
  local modules=$1
  shift
  mvn -B -q -Pfast -pl "$modules" -am test -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest="dev.holdfast.spring.**,dev.holdfast.feign.**,dev.holdfast.apache.**,dev.holdfast.okhttp.**,dev.holdfast.micrometer.**,dev.holdfast.opentelemetry.**,dev.holdfast.reactor.**,dev.holdfast.assertj.**,dev.holdfast.kotlin.**,dev.holdfast.aws.**" \
    "$@" >"$DIR/log" 2>&1 || { grep -m 40 ERROR "$DIR/log"; return 1; }
}

title "The newest versions"
check "Spring 7, Spring Boot 4, OpenFeign 13, HttpClient 5.6" run \
  integrations/spring,integrations/spring-boot4,integrations/feign,integrations/apache \
  -Dspring.version=7.0.8 -Dboot.version=4.0.7 -Dfeign.version=13.13 \
  -Dhttpclient.version=5.6.5 -Dhttpcore.version=5.4.3
# Apart from Boot, whose sample has the SDK that Boot manages: an older SDK does not go with a newer API.
check "Micrometer 1.17, OpenTelemetry 1.68" run integrations/micrometer,integrations/opentelemetry \
  -Dmicrometer.version=1.17.2 -Dopentelemetry.version=1.68.0
check "Reactor 3.8.8, AssertJ 3.27" run integrations/reactor,integrations/assertj -Dreactor.version=3.8.8 -Dassertj.version=3.27.7
check "Kotlin 2.2.21, coroutines 1.10.2" run integrations/kotlin -Dkotlin.version=2.2.21 -Dcoroutines.version=1.10.2
check "AWS SDK 2.57.8" run integrations/aws -Daws.version=2.57.8
check "Spring Boot 3.5.7" run integrations/spring-boot3 -Dboot.version=3.5.7 -Dspring.version=6.2.12
# As an application does that has OkHttp 5: the module stays compiled with OkHttp 4.12.
check "OkHttp 4.12" run integrations/okhttp
check "OkHttp 5.5 below the same classes" run integrations/okhttp -Dmaven.main.skip \
  -Dokhttp.artifact=okhttp-jvm -Dokhttp.version=5.5.1 -Dkotlin.version=2.1.21

finish
