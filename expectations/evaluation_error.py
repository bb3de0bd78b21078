"""What kind of error stopped an expectation from being evaluated, without its message.

The message of a database error may quote the value it failed on; the class never does.
"""

import re
import sys

_RAISED = re.compile(r"^([A-Za-z_][\w.]*)(?=:|$)", re.MULTILINE)


def first_error(formatted_traceback: str) -> str:
    """Name of the exception class that was raised first in a formatted traceback.

    Only names of exception classes that are loaded are believed, so that no word of a message
    can be taken for one. "an error" when there is none.
    """
    for found in _RAISED.finditer(formatted_traceback):
        name = _exception_name(found[1])
        if name is not None:
            return name
    return "an error"


def _exception_name(dotted: str) -> str | None:
    module_name, _, class_name = dotted.rpartition(".")
    module = sys.modules.get(module_name or "builtins")
    found = getattr(module, class_name, None)
    is_exception = isinstance(found, type) and issubclass(found, BaseException)
    return class_name if is_exception else None
