# Bug: a response that is no longer wanted is never closed
# In: http/src/main/java/dev/holdfast/http/BlockingHttpCall.java
# Caught by: http SimulatorTest
/private void release()/,/^  }/s/open\.close();/open.status();/
