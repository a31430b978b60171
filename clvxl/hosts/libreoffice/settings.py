"""What the user chose, kept in a small file of the LibreOffice profile."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from clvxl.errors import ONE_OF, InputError
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import written_beside
from clvxl.hosts.libreoffice._uno import named_values, service

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.jobs.segment.run import Options

__all__ = ["CHOICES", "Settings", "changed", "interface_language", "load", "save"]

FILE = "clvxl-settings.json"

CHOICES: dict[str, tuple[str, ...]] = {
    "scheme": ("auto", "standard", "tiers", "eight"),
    "bins": ("2", "3", "4", "5", "6", "7", "8", "9"),
    "method": ("quantile", "nested", "mean"),
    "language": ("auto", "en", "zh"),
    "again": ("new", "replace"),
    "returns": ("deduct", "drop", "keep"),
    "dates": ("auto", "day", "month"),
    "decimal": ("auto", ".", ","),
}
"""The settings, in the order of the dialog, and what each can be."""


@dataclass(frozen=True)
class Settings:
    """How sheets are read and segmented; "auto" is what suits the data or the interface."""

    scheme: str = "auto"
    bins: str = "5"
    method: str = "quantile"
    language: str = "auto"
    again: str = "new"
    returns: str = "deduct"
    dates: str = "auto"
    decimal: str = "auto"

    def language_used(self, interface: str) -> str:
        """Return the report's language."""
        return interface if self.language == "auto" else self.language

    def reading(self) -> CleaningOptions:
        """Return how dates and numbers in text are read."""
        from clvxl.data.records import CleaningOptions

        chosen: dict[str, Any] = {
            "date_order": _chosen(self.dates), "decimal": _chosen(self.decimal),
        }  # fmt: skip
        return CleaningOptions(**chosen)

    def options(self, interface: str) -> Options:
        """Return the options of Segment sheet."""
        from clvxl.jobs.segment.run import Options
        from clvxl.jobs.segment.scoring import Scoring

        return Options(
            scoring=Scoring(int(self.bins), self.method, _chosen(self.scheme)),
            cleaning=replace(self.reading(), returns=cast("Any", self.returns)),
            language=self.language_used(interface),
        )


def _chosen(value: str) -> str | None:
    return None if value == "auto" else value


def changed(settings: Settings, **values: Any) -> Settings:
    """Return other settings.

    Raises
    ------
    InputError
        No such setting, or not one of its values.

    Examples
    --------
    >>> changed(Settings(), bins=3, scheme="tiers").bins
    '3'
    """
    for name, value in values.items():
        if name not in CHOICES:
            raise InputError(ONE_OF, name="setting", value=name,
                             choices=", ".join(CHOICES))  # fmt: skip
        if str(value) not in CHOICES[name]:
            raise InputError(ONE_OF, name=name, value=str(value),
                             choices=", ".join(CHOICES[name]))  # fmt: skip
    return replace(settings, **{name: str(value) for name, value in values.items()})


def load(ctx: Any) -> Settings:
    """Return what the user chose; what is missing or damaged is as at first."""
    try:
        found = json.loads(_path(ctx).read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    settings = Settings()
    for field in fields(Settings):
        value = found.get(field.name) if isinstance(found, dict) else None
        if value in CHOICES[field.name]:
            settings = replace(settings, **{field.name: value})
    return settings


def save(ctx: Any, settings: Settings) -> None:
    """Keep settings, all of them or none."""
    path = _path(ctx)
    with written_beside(made_folder(path.parent) / path.name, overwrite=True) as new:
        new.write_text(json.dumps(asdict(settings), indent=1), "utf-8")


def _path(ctx: Any) -> Path:
    import uno

    folder = service(ctx, "util.PathSubstitution").substituteVariables("$(user)", True)
    return Path(uno.fileUrlToSystemPath(folder)) / FILE


def interface_language(ctx: Any) -> str:
    """Return the language of LibreOffice's menus, of the two that clvxl speaks."""
    provider = service(ctx, "configuration.ConfigurationProvider")
    access = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        named_values(nodepath="/org.openoffice.Setup/L10N"),
    )
    return "zh" if str(access.getByName("ooLocale") or "").startswith("zh") else "en"
