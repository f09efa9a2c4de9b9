# Bug: a probe without a verdict never gives its place back
# In: core/src/main/java/dev/holdfast/breaker/CircuitBreaker.java
# Caught by: verification SagaTest
s/halfOpen\.giveBack();/halfOpen.counts();/
