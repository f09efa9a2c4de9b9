# Bug: the wait that the server asks for is halved
# In: core/src/main/java/dev/holdfast/engine/RetryEngine.java
# Caught by: verification SimulatorTest
s/return Nanos\.of(clamp(verdict\.serverDelay()\.orElseThrow()))/& \/ 2/
