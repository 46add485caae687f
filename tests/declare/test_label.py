"""What counts as labelled, and the label's wording."""

import pytest

from coldframe.declare.label import banner, mark, says_preview, sentence

LABELLED = [
    "[preview] Where to keep points.",
    "Preview: where to keep points.",
    "Where to keep points (experimental).",
    "EXPERIMENTAL! Where to keep points.",
    "This is a Tech Preview.",
    "This is a technology\npreview.",
    "tech-preview feature",
    "Incubating. Where to keep points.",
    "Available for early access.",
    "[beta] Where to keep points.",
    "Where to keep points (alpha)",
    "Beta: where to keep points.",
    "This option is in public beta.",
    "A beta feature of the shop.",
    "This command is alpha.",
    "alpha-quality code",
    "a preview-only option",
    "See the previews of version 3.",
]
NOT_LABELLED = [
    "",
    "Where to keep points.",
    "Size of preview_image in pixels.",
    "See shop.preview.loyalty for the code.",
    "shop.preview",
    "Draws the image-preview.",
    "The --preview-size to use.",
    "See https://example.org/preview/loyalty.",
    "Previewing images is fun.",
    "How alpha and beta are chosen.",
    "The beta of Adam, 0.9 by default.",
    "alpha channel of the picture",
    "experimentation",
    "This is not experimental.",
    "This is no longer in beta.",
    "It is not a preview.",
    "non-experimental",
]


@pytest.mark.parametrize("text", LABELLED)
def test_labelled(text: str) -> None:
    assert says_preview(text)


@pytest.mark.parametrize("text", NOT_LABELLED)
def test_not_labelled(text: str) -> None:
    assert not says_preview(text)


def test_the_hosts_own_word_counts_in_any_case_and_spacing() -> None:
    assert says_preview("A LABS   feature of ours", "labs feature")
    assert not says_preview("the collabs feature", "labs feature")
    assert says_preview("[lab+] points", "lab+")


@pytest.mark.parametrize(
    "word", ["preview", "experimental", "beta", "alpha", "labs", "tech preview"]
)
@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_what_we_write_counts_as_labelled(word: str, suffix: str) -> None:
    assert says_preview(f"{mark(word)} Where to keep points.", word)
    assert says_preview(banner("Loyalty points", word, suffix), word)
    assert says_preview(sentence("Loyalty points", word), word)


def test_a_banner_is_of_its_pages_language() -> None:
    assert banner("Loyalty", "preview", ".rst").startswith(
        ".. admonition:: Preview\n\n   Loyalty is a"
    )
    assert banner("Loyalty", "experimental", ".md").startswith("> **Experimental.** Loyalty is an")
