# Bug: bytes left over on a kept connection become the next answer
# In: http/src/main/java/dev/holdfast/http/net/pool/Http1Connection.java
# Caught by: verification StormTest
/boolean fit() {/,/^  }/s/ && quiet()//
