"""The boundary around one file of a county: what fails inside is that file's fault alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.cache import Cache
from generator.crash_report import place_of, write_report
from generator.load.files import DENIED, UnreadableFile
from generator.model.errors import Refused, SiteError, Unusable
from generator.model.finding import Fault
from generator.model.place import Place


@contextmanager
def file_boundary(
    place: Place, cache: Cache | None, failed: Callable[[Fault], object]
) -> Iterator[None]:
    """Hand the fault of what is raised inside to ``failed``; nothing else stops.

    ``place`` is the file that is read, counted or shown. A fault of the program is reported for
    those who maintain it, beside the cache if there is one.
    """
    try:
        yield
    # These end a run on purpose, with a sentence of their own.
    except (Refused, SiteError, Unusable):
        raise
    except UnreadableFile as error:
        failed(error.fault)
    except OSError:
        failed(UnreadableFile(place.path, 1, DENIED).fault)
    except Exception as error:  # noqa: BLE001 - one file must never stop the others
        report = "" if cache is None else write_report(error, cache.reports)
        values = {"kind": place_of(error), "report": report}
        failed(Fault("program-fault", place, values))
