# Bug: a wait that ends after the deadline is begun all the same
# In: core/src/main/java/dev/holdfast/engine/RetryEngine.java
# Caught by: verification SimulatorTest
s/return deadline\.isNone() || delay < remaining/return deadline.isNone() || delay < Long.MAX_VALUE/
