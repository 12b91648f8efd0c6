"""A form as it was served, filled the way a browser would."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from tests.checks import words

FIELDS = ("input", "select", "textarea")
Pairs = list[tuple[str, str]]


class ServedForm:
    """One <form> of a page."""

    def __init__(self, form: Element, document: Element) -> None:
        self.element = form
        self.action = form.get("action", "")
        self.method = form.get("method", "get").upper()
        own = [one for one in form.iter() if one.get("form") is None]
        far = [one for one in document.iter() if form.get("id") and one.get("form") == form.get("id")]
        usable = [one for one in own + far if "disabled" not in one.attrib]
        self.controls = [one for one in usable if one.tag in FIELDS and one.get("type") not in ("submit", "button")]
        self.buttons = [one for one in usable if _is_button(one)]

    def __str__(self) -> str:
        names = list(dict.fromkeys(str(one.get("name")) for one in self.controls))
        return f"{self.method} {self.action}: {names}, buttons {[label(one) for one in self.buttons]}"

    def has(self, *names: str, button: str | None, action: str | None) -> bool:
        """Whether it has such visible fields, such a button and such an action."""
        known = {one.get("name") for one in self.controls if one.get("type") != "hidden"}
        return (
            known >= set(names)
            and (button is None or self._button(button) is not None)
            and (action is None or self.action.split("?")[0].endswith(action))
        )

    def value(self, name: str) -> Any:
        """What stands in a field: text, True or False of a box, the chosen value, or a list where there are more."""
        values = [value for key, value in self.filled({}, None, buttons=False) if key == name]
        found = self._named(name)
        if len(found) == 1 and found[0].get("type") == "checkbox":
            return bool(values)
        return values[0] if len(values) == 1 else values

    def options(self, name: str) -> dict[str, str]:
        """Words by value of a list or of radio buttons."""
        found = self._named(name)
        if found[0].tag == "select":
            return {_option_value(one): words(one) for one in found[0].iter("option")}
        return {one.get("value", "on"): one.get("id", "") for one in found}

    def filled(self, values: dict[str, Any], button: str | None, *, buttons: bool = True) -> Pairs:
        """The names and values that a browser would send."""
        data: Pairs = []
        for control in self.controls:
            name = control.get("name")
            if name and control.get("type") != "file":
                data += [(name, value) for value in _sent(control, name, values)]
        for name, wanted in values.items():
            got = [value for key, value in data if key == name]
            if not isinstance(wanted, bool):
                assert got == _as_list(wanted), f"{name} does not take {wanted!r}; it has {self.options(name)}"
        pressed = self._pressed(button) if buttons else None
        if pressed is not None and pressed.get("name"):
            data.append((pressed.get("name", ""), pressed.get("value", "")))
        return data

    def action_of(self, button: str | None) -> str:
        """Where it is sent; a button may have an action of its own."""
        pressed = self._pressed(button)
        return pressed.get("formaction", self.action) if pressed is not None else self.action

    def _pressed(self, button: str | None) -> Element | None:
        if button is not None:
            return self._button(button)
        named = {(one.get("name"), one.get("value")) for one in self.buttons}
        assert len(named) < 2, f"say which button: {[label(one) for one in self.buttons]}"
        return self.buttons[0] if self.buttons else None

    def _button(self, wanted: str) -> Element | None:
        for one in self.buttons:
            if wanted in (label(one), one.get("value")):
                return one
        return next((one for one in self.buttons if label(one).startswith(wanted)), None)

    def _named(self, name: str) -> list[Element]:
        found = [one for one in self.controls if one.get("name") == name]
        assert found, f"no field {name} in {self}"
        return found


def label(button: Element) -> str:
    """The words on a button."""
    return button.get("value", "") if button.tag == "input" else words(button)


def _is_button(element: Element) -> bool:
    if element.tag == "button":
        return element.get("type", "submit") == "submit"
    return element.tag == "input" and element.get("type") == "submit"


def _as_list(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]


def _sent(control: Element, name: str, values: dict[str, Any]) -> list[str]:
    """What one control adds to what is sent."""
    kind = control.get("type", "text")
    if control.tag == "select":
        return _chosen(control, name, values)
    if control.tag == "textarea":
        text = _as_list(values[name])[0] if name in values else "".join(control.itertext()).removeprefix("\n")
        return [text.replace("\r\n", "\n").replace("\n", "\r\n")] if name not in values else [text]
    own = control.get("value", "on" if kind in ("checkbox", "radio") else "")
    if kind not in ("checkbox", "radio"):
        return _as_list(values[name]) if name in values and kind != "hidden" else [own]
    if name not in values:
        ticked = "checked" in control.attrib
    elif isinstance(values[name], bool):
        ticked = values[name]
    else:
        ticked = own in _as_list(values[name])
    return [own] if ticked else []


def _chosen(select: Element, name: str, values: dict[str, Any]) -> list[str]:
    options = [one for one in select.iter("option") if "disabled" not in one.attrib]
    if name in values:
        return [_option_value(one) for one in options if _option_value(one) in _as_list(values[name])]
    chosen = [_option_value(one) for one in options if "selected" in one.attrib]
    if "multiple" in select.attrib or chosen:
        return chosen
    return [_option_value(one) for one in options[:1]]


def _option_value(option: Element) -> str:
    return option.get("value", words(option))
