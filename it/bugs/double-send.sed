# Bug: every request is sent twice
# In: http/src/main/java/dev/holdfast/http/BlockingHttpCall.java
# Caught by: verification SimulatorTest
s/^    return transport\.send(request, call\.limits(), call\.phases());/    transport.send(request, call.limits(), call.phases()).close();\n&/
