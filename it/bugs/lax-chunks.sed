# Bug: a chunked body that breaks off passes for whole
# In: http/src/main/java/dev/holdfast/http/apache/ChunkedDecoder.java
# Caught by: http WholeOrNotAtAllTest
/public void end(boolean announced)/,/}/s/throw endOfStream();/markComplete();/
