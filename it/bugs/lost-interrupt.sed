# Bug: an interrupt during a wait is swallowed
# In: http/src/main/java/dev/holdfast/http/BlockingHttpCall.java
# Caught by: verification SimulatorTest
s/Thread\.currentThread()\.interrupt();/Thread.yield();/
