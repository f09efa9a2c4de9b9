# Bug: a response whose body breaks off is not closed before the next attempt
# In: http/src/main/java/dev/holdfast/http/BlockingHttpCall.java
# Caught by: verification SimulatorTest
/private void readBody(/,/^  }/s/try (from;/try (/
