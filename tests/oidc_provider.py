"""A provider of OpenID Connect on loopback, and what a bad one, or one between, would do.

`oidc-provider-mock` is a whole provider on Authlib's server side. It takes no notice of the proof
key (PKCE), so that is checked here as RFC 7636 has it. `PUT /control` makes it answer falsely.
A program of its own: the provider's libraries warn of themselves.
"""

import hashlib
import hmac
import json
import sys
import time
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock
import werkzeug.serving
from authlib import jose
from oidc_provider_mock._storage import storage

app = oidc_provider_mock.app(require_client_registration=True, require_nonce=True)
control: dict[str, object] = {}
challenges: dict[str, str] = {}  # by code
asked: list[str] = []  # paths, in order


@app.put("/control")
def set_control() -> flask.typing.ResponseReturnValue:
    control.clear()
    control.update(flask.request.json)
    if control.get("rotate"):
        storage.jwk = jose.RSAKey.generate_key(is_private=True)
    return {"asked": asked}


@app.before_request
def before() -> flask.typing.ResponseReturnValue | None:
    path = flask.request.path
    if path == "/control":
        return None
    asked.append(path)
    time.sleep(float(control.get("slow", 0)))
    if control.get("away") == path:
        return "away", 502
    if control.get("leads_away") == path:
        return flask.redirect("http://127.0.0.1:1/")
    if path == "/oauth2/token":
        form = flask.request.form
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        told = urlsafe_b64encode(digest).decode().rstrip("=")
        if challenges.pop(form.get("code", ""), told) != told:
            return {"error": "invalid_grant"}, 400
    return None


@app.after_request
def after(response: flask.Response) -> flask.Response:
    path = flask.request.path
    if path == "/oauth2/authorize" and response.status_code == 302:
        query = flask.request.args
        assert query["code_challenge_method"] == "S256"
        for code in parse_qs(urlsplit(response.location).query).get("code", ()):
            challenges[code] = query["code_challenge"]
    elif path == "/.well-known/openid-configuration" and "document" in control:
        response.data = json.dumps({**response.json, **control["document"]})
    elif path == "/oauth2/token" and response.status_code == 200:
        told = response.json
        response.data = json.dumps({**told, "id_token": forged(told["id_token"])})
    elif path == "/userinfo" and response.status_code == 200 and "info" in control:
        response.data = json.dumps({**response.json, **control["info"]})
    return response


def forged(token: str) -> str:
    """The token with other claims, or signed in another way."""
    claims = dict(jose.jwt.decode(token, storage.jwk))
    changed = {k: v for k, v in {**claims, **control.get("claims", {})}.items() if v is not None}
    public = storage.jwk.as_dict(is_private=False)
    match control.get("signed"):
        case "none":
            return f"{part({'alg': 'none'})}.{part(changed)}."
        case "hs256":  # by what everybody can read: the public key
            body = f"{part({'alg': 'HS256', 'kid': public.get('kid')})}.{part(changed)}"
            secret = storage.jwk.as_pem(is_private=False)
            seal = hmac.new(secret, body.encode(), hashlib.sha256).digest()
            return f"{body}.{urlsafe_b64encode(seal).decode().rstrip('=')}"
        case "stranger":
            key = jose.RSAKey.generate_key(is_private=True)
            return jose.jwt.encode({"alg": "RS256"}, changed, key).decode()
        case "cut":
            return token[:-20]
    if changed == claims:
        return token
    return jose.jwt.encode({"alg": "RS256"}, changed, storage.jwk).decode()


def part(words: dict[str, object]) -> str:
    return urlsafe_b64encode(json.dumps(words).encode()).decode().rstrip("=")


if __name__ == "__main__":
    server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
    sys.stdout.write(f"listens on {server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
