"""What the user chose, kept in a small file of the LibreOffice profile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from clvxl.errors import ONE_OF, InputError
from clvxl.files.paths import made_folder
from clvxl.files.safe_write import atomic_write
from clvxl.hosts.libreoffice._uno import named_values, service
from clvxl.jobs.catalogue import choices_of, options
from clvxl.jobs.options import DATES, DECIMAL, LANGUAGE, cleaning_options
from clvxl.jobs.spec import Job, Option

if TYPE_CHECKING:
    from clvxl.data.records import CleaningOptions
    from clvxl.jobs.spec import Choices

__all__ = ["Settings", "changed", "choices", "defaults", "interface_language", "language_used",
           "load", "reading", "save", "settable"]  # fmt: skip

FILE = "clvxl-settings.json"

Settings: TypeAlias = Mapping[str, str]
"""Items of options, by the options' names."""


def settable() -> dict[str, Option]:
    """Return the options that are settings by name, in the order of the dialog."""
    return options("ribbon", "settings")


def defaults() -> Settings:
    """Return the settings until the user changes any."""
    return {name: option.first for name, option in settable().items()}


def _values(settings: Settings) -> dict[str, Any]:
    """Return the values of the items."""
    return {name: option.read(settings[name]) for name, option in settable().items()}


def language_used(settings: Settings, interface: str) -> str:
    """Return the language of reports and workbooks; that of the menus where none is chosen."""
    return str(_values(settings)[LANGUAGE.name] or interface)


def choices(job: Job, settings: Settings, interface: str) -> Choices:
    """Return what was chosen for a job."""
    return choices_of(job, _values(settings), language_used(settings, interface))


def reading(settings: Settings) -> CleaningOptions:
    """Return how dates and numbers in text are read."""
    return cleaning_options(
        {each.name: each.read(settings[each.name]) for each in (DATES, DECIMAL)}
    )


def changed(settings: Settings, **items: Any) -> Settings:
    """Return other settings; an `InputError` says that there is no such one, or no such item of it.

    >>> changed(defaults(), bins=3, scheme="tiers")["bins"]
    '3'
    """
    known = settable()
    for name, item in items.items():
        if name not in known:
            raise InputError(ONE_OF, name="setting", value=name, choices=", ".join(known))
        known[name].read(item)
    return {**settings, **{name: str(item) for name, item in items.items()}}


def load(ctx: Any) -> Settings:
    """Return what the user chose; what is missing or damaged is as at first."""
    try:
        found = json.loads(_path(ctx).read_text("utf-8"))
    except (OSError, ValueError):
        return defaults()
    kept = found if isinstance(found, dict) else {}
    known = {name: kept[name] for name, option in settable().items()
             if kept.get(name) in list(option.items)}  # fmt: skip
    return {**defaults(), **known}


def save(ctx: Any, settings: Settings) -> None:
    """Keep settings, all of them or none."""
    path = _path(ctx)
    with atomic_write(made_folder(path.parent) / path.name, overwrite=True) as new:
        new.write_text(json.dumps(dict(settings), indent=1), "utf-8")


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
