# Bug: an attempt that could not wait for its turn keeps it all the same
# In: core/src/main/java/dev/holdfast/engine/rate/RateLimiter.java
# Caught by: verification SagaTest
s/ending == Ending\.UNUSED/ending == Ending.IGNORED/
