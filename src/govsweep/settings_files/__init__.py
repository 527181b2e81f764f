"""The office's TOML files as forms: their fields, and an edit that keeps what people wrote.

A file is read by the models that the commands read it by; what they refuse is never written.
"""

from govsweep.settings_files.edits import RefusedFieldsError, SettingChange, SettingEdit, edited
from govsweep.settings_files.fields import FieldKind, Locked, SettingField
from govsweep.settings_files.files import SettingsFile, office_file, settings_file
from govsweep.settings_files.sections import (
    OFFICE,
    SECTIONS,
    SETTINGS,
    SettingSection,
    shown_fields,
)

__all__ = [
    "OFFICE",
    "SECTIONS",
    "SETTINGS",
    "FieldKind",
    "Locked",
    "RefusedFieldsError",
    "SettingChange",
    "SettingEdit",
    "SettingField",
    "SettingSection",
    "SettingsFile",
    "edited",
    "office_file",
    "settings_file",
    "shown_fields",
]
