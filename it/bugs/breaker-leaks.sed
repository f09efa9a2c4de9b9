# Bug: a probe that says nothing keeps its place for good
# In: core/src/main/java/dev/holdfast/breaker/CircuitBreaker.java
# Caught by: http SagaTest
s/halfOpen\.giveBack();/halfOpen.counts();/
