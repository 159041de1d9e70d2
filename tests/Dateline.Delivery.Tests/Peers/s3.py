"""A bucket on a loopback port: moto keeps the objects; before it, botocore reckons each request's signature anew and refuses what it would have signed otherwise."""
import sys

try:
    from botocore.auth import S3SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server
except ImportError:
    print("missing", flush=True)
    sys.exit(0)

port, key_id, secret, bucket = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
moto = DomainDispatcherApplication(create_backend_app)


def signature_of(environ):
    """What botocore signs this request with, at the moment that it states."""
    stamp = environ["HTTP_X_AMZ_DATE"]
    request = AWSRequest(method=environ["REQUEST_METHOD"], url="http://" + environ["HTTP_HOST"] + environ["PATH_INFO"])
    request.headers["X-Amz-Content-SHA256"] = environ["HTTP_X_AMZ_CONTENT_SHA256"]
    request.headers["X-Amz-Date"] = stamp
    request.headers["Host"] = environ["HTTP_HOST"]
    request.context["timestamp"] = stamp
    auth = S3SigV4Auth(Credentials(key_id, secret), "s3", "us-east-1")
    canonical = auth.canonical_request(request)
    return auth.signature(auth.string_to_sign(request, canonical), request)


def application(environ, start_response):
    said = environ.get("HTTP_AUTHORIZATION")
    # What the test itself asks for, to see what lies there, is not signed.
    if said is not None and not said.endswith("Signature=" + signature_of(environ)):
        start_response("403 Forbidden", [("Content-Type", "application/xml")])
        return [b"<Error><Code>SignatureDoesNotMatch</Code></Error>"]
    return moto(environ, start_response)


server = make_server("127.0.0.1", port, application, threaded=True)
import threading
import urllib.request

threading.Thread(target=server.serve_forever, daemon=True).start()
urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}/{bucket}", method="PUT"))
print("listening", flush=True)
threading.Event().wait()
