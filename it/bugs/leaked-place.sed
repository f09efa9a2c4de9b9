# Bug: a broken connection keeps its place in the pool
# In: http/src/main/java/dev/holdfast/http/apache/ConnectionPool.java
# Caught by: verification StormTest
/void drop(Connection/,/^  }/s/free(connection.origin());/connection.origin();/
