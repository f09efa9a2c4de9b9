# Bug: bytes left over on a kept connection become the next answer
# In: http/src/main/java/dev/holdfast/http/net/pool/Http1Connection.java
# Caught by: http UnaskedAnswerTest
/boolean fit() {/,/^  }/s/ && quiet()//
