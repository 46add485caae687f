"""Options of oslo.config: the label in their help, which the sample generator prints as well.

In the function that the host registers as ``oslo.config.opts``, and before it registers the
options itself::

    def list_opts():
        return label_options(previews, [("fwaas", fwaas_opts)])

oslo.config compares options with their help: label them before they are registered, or every
copy of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coldframe.runtime.labels.claimed import known_features, marked, owner_of_option

if TYPE_CHECKING:
    from oslo_config import cfg

    from coldframe.runtime.previews import Previews


def label_options(
    previews: Previews, options: Iterable[tuple[Any, Sequence[cfg.Opt]]]
) -> list[tuple[Any, Sequence[cfg.Opt]]]:
    """The same groups with the same options, of which those that a feature claims say so.

    ``options`` are what an ``oslo.config.opts`` entry point returns: pairs of a group (its
    name, an ``OptGroup``, or None for ``DEFAULT``) and options.
    """
    labelled = [(group, opts) for group, opts in options]
    for group, opts in labelled:
        for opt in opts:
            _label(previews, str(getattr(group, "name", group) or "DEFAULT"), opt)
    return labelled


def label_registered(previews: Previews, conf: cfg.ConfigOpts) -> None:
    """Label every option that is registered with ``conf`` and that a feature claims.

    For ``--help``, call it after the options are registered and before ``conf(argv)``.
    """
    for group, infos in [("DEFAULT", conf._opts)] + [
        (name, group._opts) for name, group in conf._groups.items()
    ]:
        for info in infos.values():
            _label(previews, group, info["opt"])


def previews_option(previews: Previews, name: str = "previews") -> cfg.ListOpt:
    """An option that names the features to switch on.

    Once it is registered and ``conf`` has read its files::

        previews.switch_on(conf.previews, by="option previews")
    """
    from oslo_config import cfg

    return cfg.ListOpt(name, default=[], help=known_features(previews))


def _label(previews: Previews, group: str, opt: cfg.Opt) -> None:
    if owner_of_option(previews, f"{group}.{opt.name}", f"{group}.{opt.dest}"):
        opt.help = marked(opt.help or "", previews.label)
