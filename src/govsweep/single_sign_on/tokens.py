"""ID tokens: what one says, believed only as far as OpenID Connect has it. Pure."""

from collections.abc import Mapping
from typing import Any

from govsweep.single_sign_on.errors import NotSignedOnError

# Signatures by a key that the provider alone has. A token without one (none), or by a secret that
# others share (HS256, whose "secret" would be the public key), is no token.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519", "EdDSA"),
)
_LEEWAY = 60  # seconds by which clocks may differ


class UnknownKeyError(NotSignedOnError):
    """A token is signed by a key that is not in the key set, or no more as it stands there."""


def claims_of(
    token: str,
    keys: Mapping[str, Any],
    *,
    issuer: str,
    client: str,
    nonce: str,
    access_token: str | None,
    now: float,
) -> Mapping[str, Any]:
    """The claims of an ID token; raises `NotSignedOnError` for one that is not to be believed."""
    # The libraries are an extra.
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.errors import BadSignatureError, ExpiredTokenError, JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    try:
        key_set = KeySet.import_key_set({"keys": [one for one in keys["keys"] if _can_sign(one)]})
        found = jwt.decode(token, key_set, algorithms=list(ALGORITHMS))
    except BadSignatureError as error:
        raise UnknownKeyError("身份令牌的签名不对") from error
    except JoseError as error:
        if error.error in ("unsupported_algorithm", "invalid_algorithm"):
            raise NotSignedOnError("身份令牌的签名算法不能接受") from error
        raise UnknownKeyError("身份令牌读不出来，或签名的密钥不在密钥集里") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnknownKeyError("身份令牌读不出来，或签名的密钥不在密钥集里") from error
    options = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client},
        "exp": {"essential": True},
        "nonce": {"essential": True, "value": nonce},
    }
    params = {"client_id": client, "nonce": nonce, "access_token": access_token}
    claims = CodeIDToken(found.claims, found.header, options, params)
    try:
        claims.validate(now=int(now), leeway=_LEEWAY)
    except ExpiredTokenError as error:
        raise NotSignedOnError(
            "身份令牌已经过期；若总是这样，请核对两边机器的时钟", counts=False
        ) from error
    except (JoseError, ValueError, TypeError) as error:
        claim = getattr(error, "claim", "")
        raise NotSignedOnError(f"身份令牌的 {claim or '内容'} 不对") from error
    return dict(claims)


def _can_sign(key: Any) -> bool:
    """Whether a key of a set is public, and not one for encryption."""
    return isinstance(key, dict) and key.get("kty") != "oct" and key.get("use", "sig") == "sig"
