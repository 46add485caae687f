"""Licences as metadata can hold them."""

from __future__ import annotations


def expression(text: str) -> str:
    """The SPDX expression that ``text`` is, in its usual spelling; empty if it is none."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        return ""
