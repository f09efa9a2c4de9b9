# Bug: a probe that says nothing keeps its place for good
# In: core/src/main/java/dev/holdfast/breaker/CircuitBreaker.java
# Caught by: verification SagaTest
s/halfOpen\.giveBack();/halfOpen.counts();/
