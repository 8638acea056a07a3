"""Layers of a PDF that are switched off (optional content, ISO 32000-1, 8.11): no reader sees them.

Earlier drafts and notes for the printer stand in such layers. pypdf reads them like all else, so
their operations are taken out of a page's content before it is read.
"""

from typing import Any


def layers_off(reader: Any) -> set[int]:
    """The object numbers of the layers that are off when the file is opened."""
    try:
        layers = reader.trailer["/Root"].get("/OCProperties")
        if layers is None:
            return set()
        shown = layers["/D"]
        off = _numbers(shown.get("/OFF"))
        if shown.get("/BaseState") == "/OFF":
            off = _numbers(layers.get("/OCGs")) - _numbers(shown.get("/ON"))
    except Exception:  # noqa: BLE001 - what broken layers raise differs from file to file
        return set()
    return off


def drop_layers(page: Any, off: set[int]) -> None:
    """Takes what belongs to the layers `off` out of the content of `page`."""
    from pypdf.generic import NameObject

    content = page.get_contents()
    if content is None:
        return
    resources = page.get("/Resources") or {}
    kept, depth = [], 0  # of the marked parts that are open, counted from one that is off
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC") and (depth or _is_off(operands, operator, resources, off)):
            depth += 1
        elif operator == b"EMC" and depth:
            depth -= 1
        elif operator == b"Do" and _draws_layer(operands, resources, off):
            continue
        elif not depth or operator in (b"q", b"Q", b"cm", b"BT", b"ET", b"Tf", b"Tm", b"Td"):
            kept.append((operands, operator))  # where the next words stand is still counted
    content.operations = kept
    page[NameObject("/Contents")] = content


def _is_off(operands: Any, operator: bytes, resources: Any, off: set[int]) -> bool:
    if operator != b"BDC" or len(operands) < 2 or operands[0] != "/OC":
        return False
    return _hides((resources.get("/Properties") or {}), operands[1], off)


def _draws_layer(operands: Any, resources: Any, off: set[int]) -> bool:
    forms = resources.get("/XObject") or {}
    form = forms[operands[0]] if operands and operands[0] in forms else None
    return form is not None and "/OC" in form and _hides(form, "/OC", off)


def _hides(holder: Any, key: Any, off: set[int]) -> bool:
    """Whether the layer, or all layers of the group, under `key` are off."""
    if key not in holder:
        return False
    found = holder.raw_get(key)
    if getattr(found, "idnum", None) in off:
        return True
    members = found.get_object().get("/OCGs") if hasattr(found.get_object(), "get") else None
    if members is None:
        return False
    several = members if isinstance(members, list) else [found.get_object().raw_get("/OCGs")]
    return bool(several) and all(getattr(one, "idnum", None) in off for one in several)


def _numbers(layers: Any) -> set[int]:
    return {layer.idnum for layer in layers or () if hasattr(layer, "idnum")}
