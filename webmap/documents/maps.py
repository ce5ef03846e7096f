"""Still maps of a frozen review, as PNG: the city by status, or one project in its surroundings."""

from collections import OrderedDict
from threading import Lock

from flask_babel import gettext as _

from geodata.vocabulary import STATUSES, codes
from layers import pictures
from webmap.documents.content import MapBlock
from webmap.documents.frozen import Frozen
from webmap.language import formats
from webmap.language.i18n import label, language

KEPT = 40
"""Pictures that are kept in memory: slides, report and sheets ask for the same ones."""

_kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
_lock = Lock()


def picture(frozen: Frozen, block: MapBlock, size: str = "map") -> bytes:
    """The PNG of a map of the figures; `size` is one of `layers.pictures.SIZES`."""
    key = (frozen.digest, block, size, language())
    with _lock:
        if key in _kept:
            return _kept[key]
    made = pictures.draw(_subject(frozen, block), _words(frozen, block), size)
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _subject(frozen: Frozen, block: MapBlock) -> pictures.Subject:
    ground, projects = frozen.ground(), frozen.placed()
    centre = [p.geometry for p in projects if p.code in block.around and p.geometry is not None]
    box = pictures.around(centre) or pictures.around(frozen.home())
    shown = [p for p in projects if block.codes is None or p.code in block.codes]
    assert box is not None  # every unit has an outline
    return pictures.Subject(ground, shown, (), box)


def _words(frozen: Frozen, block: MapBlock) -> pictures.Words:
    shown = [p for p in frozen.projects if block.codes is None or p["code"] in block.codes]
    counts = {code: sum(p["status"] == code for p in shown) for code in codes(STATUSES)}
    late = sum(p["late"] for p in shown)
    notes = [_("Ranh giới tham khảo.")]
    if any(p["illustrative"] for p in shown):
        notes.append(_("Có số liệu và vị trí minh họa, không phải số liệu chính thức."))
    return pictures.Words(
        title=block.title,
        subtitle=_("Số liệu chốt ngày %(day)s", day=formats.day(frozen.as_of)),
        statuses={code: label(code, "STATUSES") for code in counts if counts[code]},
        counts=counts,
        late=f"{_('Chậm tiến độ')}: {late}" if late else None,
        contributions=None,
        notes=notes,
        names={unit.id: unit.name for unit in frozen.ground()},
        empty=_("Không có dự án phù hợp"),
    )
