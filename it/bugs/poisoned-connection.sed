# Bug: bytes left over on a kept connection become the next answer
# In: http/src/main/java/dev/holdfast/http/apache/Connection.java
# Caught by: verification StormTest
/boolean fit()/,/^  }/{
  s/&& inbox.quiet()//
  s/&& !wireInput.hasBuffered()//
  s/&& wire.quiet();/;/
}
