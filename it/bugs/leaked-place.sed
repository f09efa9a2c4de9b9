# Bug: a broken connection keeps its place in the pool
# In: http/src/main/java/dev/holdfast/http/apache/ConnectionPool.java
# Caught by: http StormTest
/void drop(Connection/,/^  }/s/free(connection.origin());/connection.origin();/
