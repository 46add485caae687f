"""Options of oslo.config and its sample generator say which of them are previews."""

from __future__ import annotations

import io

import pytest
from oslo_config import cfg, generator

from coldframe.runtime import UnknownFeature
from coldframe.runtime.labels.oslo_config import label_options, label_registered, previews_option


def options() -> list[cfg.Opt]:
    return [cfg.IntOpt("rate", help="Points for a coin."), cfg.StrOpt("first-name")]


def test_the_sample_is_labelled(host, monkeypatch: pytest.MonkeyPatch) -> None:
    labelled = label_options(
        host.previews(),
        [("loyalty", options()), (None, options()), (cfg.OptGroup("shop"), options())],
    )
    monkeypatch.setattr(generator, "_list_opts", lambda namespaces: [("shop", labelled)])
    conf = cfg.ConfigOpts()
    generator.register_cli_opts(conf)
    conf(["--namespace", "shop"])
    sample = io.StringIO()
    generator.generate(conf, sample)
    section = sample.getvalue().partition("[loyalty]")[2].partition("[shop]")
    assert "# [preview] Points for a coin. (integer value)" in section[0]
    assert "# [preview] (string value)" in section[0]
    assert "# Points for a coin. (integer value)" in section[2]
    assert sample.getvalue().count("[preview]") == 2


def test_the_help_on_the_command_line_is_labelled_once(host, capsys) -> None:
    conf = cfg.ConfigOpts()
    conf.register_cli_opts(options(), group="loyalty")
    conf.register_cli_opt(cfg.StrOpt("rate", help="Coins."))
    for _ in range(2):
        label_registered(host.previews(label="tech preview"), conf)
    with pytest.raises(SystemExit):
        conf(["--help"], project="shop", default_config_files=[])
    shown = " ".join(capsys.readouterr().out.split())
    assert "[tech preview] Points for a coin." in shown
    assert shown.count("[tech preview]") == 2


def test_an_option_switches_on(host, tmp_path) -> None:
    previews = host.previews()
    conf = cfg.ConfigOpts()
    conf.register_opt(previews_option(previews))
    assert conf._opts["previews"]["opt"].help == (
        "[preview] Features to switch on, of: drones, loyalty."
    )
    file = tmp_path / "shop.conf"
    file.write_text("[DEFAULT]\npreviews = loyalty, drones\n")
    conf([], default_config_files=[str(file)])
    previews.switch_on(conf.previews, by="option previews")
    assert [state.by for state in previews.inventory()] == ["option previews"] * 2
    file.write_text("[DEFAULT]\npreviews = loyalti\n")
    conf([], default_config_files=[str(file)])
    with pytest.raises(UnknownFeature, match="Did you mean 'loyalty'"):
        previews.switch_on(conf.previews, by="option previews")
