# Bug: a broken connection keeps its place in the pool
# In: http/src/main/java/dev/holdfast/http/net/pool/ConnectionPool.java
# Caught by: verification StormTest
/void drop(Http1Connection/,/^  }/s/pooled.release(connection.origin())/connection.origin()/
