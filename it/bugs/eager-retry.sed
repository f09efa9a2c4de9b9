# Bug: the wait that the server asks for is halved
# In: core/src/main/java/dev/holdfast/retry/RetryEngine.java
# Caught by: http SimulatorTest
s/\? Nanos\.of(serverDelay\.get())/? Nanos.of(serverDelay.get()) \/ 2/
