# Bug: a body shorter than its Content-Length passes for whole
# In: http/src/main/java/dev/holdfast/http/net/http1/FixedLengthDecoder.java
# Caught by: http WholeOrNotAtAllTest
/public void end(boolean announced)/,/}/s/throw endOfStream();/markComplete();/
