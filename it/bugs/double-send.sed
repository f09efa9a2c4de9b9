# Bug: every request is sent twice
# In: http/src/main/java/dev/holdfast/http/BlockingHttpCall.java
# Caught by: verification SimulatorTest
s/^    return transport\.send(request, call\.limits(), clock);/    transport.send(request, call.limits(), clock).close();\n&/
