# Bug: a chunked body that breaks off passes for whole
# In: http/src/main/java/dev/holdfast/http/net/http1/ChunkedDecoder.java
# Caught by: http WholeOrNotAtAllTest
/public void end(boolean announced)/,/}/s/throw endOfStream();/markComplete();/
