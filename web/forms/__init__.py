"""Forms: from the bytes of a request to fields that a rule can be asked about."""

from web.forms.bodies import BadBody, Part, Upload
from web.forms.form import KEY, KEY_FIELD, Form
from web.forms.sent import PHOTO_BYTES, QUEUE_BYTES, SentForm, read_form

__all__ = [
    "KEY",
    "KEY_FIELD",
    "PHOTO_BYTES",
    "QUEUE_BYTES",
    "BadBody",
    "Form",
    "Part",
    "SentForm",
    "Upload",
    "read_form",
]
