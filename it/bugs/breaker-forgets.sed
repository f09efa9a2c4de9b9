# Bug: a breaker whose time is over closes without having probed
# In: core/src/main/java/dev/holdfast/breaker/CircuitBreaker.java
# Caught by: verification SagaTest
s/move(open, new BreakerState\.HalfOpen(policy\.probes(), patienceNanos, now), /move(open, closed(), /
