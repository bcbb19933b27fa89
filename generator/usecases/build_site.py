"""One audience's site, written to a folder."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.cache import Cache, digest_of
from generator.folder_digest import folder_digest, program_digest
from generator.load.files import ProjectFiles
from generator.load.project import Project
from generator.load.site_settings import read_site_languages
from generator.model.errors import Unusable
from generator.model.finding import Severity
from generator.model.handwritten import PAGES
from generator.model.message import N_
from generator.model.page import SiteContext
from generator.model.place import RESULTS
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience
from generator.privacy.personal_numbers import find_personal
from generator.rules.all_rules import explain_faults
from generator.site.search import search_version
from generator.site.writing import Form, Progress, SiteWriter, writing_site
from generator.template_folders import template_folders
from generator.usecases.built import Built
from generator.usecases.check import by_place, page_findings, project_findings
from generator.usecases.cluster import Cluster
from generator.usecases.kept_parts import KeptParts
from generator.usecases.origin import origin_of
from generator.usecases.site_language_pages import SiteLanguagePages
from generator.usecases.site_parts import write_parts
from generator.usecases.workers import map_counties


def build_site(
    project: Project,
    out: Path,
    audience: Audience,
    form: Form,
    progress: Progress,
    cluster: Cluster | None = None,
) -> Built:
    """Build one audience's site; what became of its pages. Raises Unusable, SiteError, Refused.

    Where there is a ``cluster`` its workers make the counties' pages.
    """
    # The office's pages may lead to what a part of the site has not.
    if not form.partial:
        refuse_faulty(project)
    languages = [SiteLanguagePages(project, language) for language in site_languages(project)]
    contexts = site_contexts(project, audience, languages)
    form = replace(form, origin=origin_of(project, audience, form))
    # Shells rest on the theme's own files, not on what a county handed in.
    cache = Cache.of_project(project.root)
    with writing_site(contexts, project.root, out, form, progress, cache) as writer:
        progress(N_("Writing the pages …"))
        kept = _kept_parts(project, audience, writer)
        # Before the work is shared out: no other process could wait for what renders it.
        for theme in writer.themes.values():
            theme.wait()
        each_county = partial(map_counties, cluster=cluster, needed=(writer.building,))
        built = write_parts(project, audience, languages, writer.write, each_county, kept)
        writer.outputs.written |= built.files
        if kept.shared:
            writer.outputs.made_from = _made_from(project, form, writer, kept, built)
        return built


def _kept_parts(project: Project, audience: Audience, writer: SiteWriter) -> KeptParts:
    """What the last build into the same folder kept, as far as this one would make the same."""
    cache = writer.outputs.cache
    if cache is None:
        return KeptParts()
    folders = template_folders(project.root)
    templates = (folder_digest(folder, followed=True) for folder in folders)
    shared = (audience.value.encode(), program_digest(), *templates, *writer.fixed())
    return KeptParts(cache, shared, writer.reuse)


def _made_from(
    project: Project, form: Form, writer: SiteWriter, kept: KeptParts, built: Built
) -> str:
    """A digest of all that the site is made from: its parts, and what stands beside them."""
    pages = folder_digest(project.root / PAGES, followed=True)
    rest = (repr(form), search_version(), repr(sorted(built.files.items())))
    beside = (text.encode() for text in rest)
    return digest_of(kept.shared, *writer.rendered(), pages, *beside).hex()


def site_contexts(
    project: Project, audience: Audience, languages: Iterable[SiteLanguagePages]
) -> tuple[SiteContext, ...]:
    """What the pages of each language share."""
    numbers = _numbers_of_office(project)
    return tuple(
        replace(language.context(project, audience), of_office=numbers) for language in languages
    )


def refuse_faulty(project: Project) -> None:
    """Raises Unusable for errors of the office's own files, which no site is built beside."""
    _refuse_faulty_pages(project)
    _refuse_faulty_results(project)


def _numbers_of_office(project: Project) -> frozenset[str]:
    """The numbers of persons, masked, in rubrics, logs and announcements."""
    return frozenset(
        found.masked_line
        for cycle in (project, *project.past)
        for content in cycle.contents.values()
        for found in find_personal(content.decode("utf-8", "replace"))
    )


def _refuse_faulty_pages(project: Project) -> None:
    """Raises Unusable for errors of the handwritten pages, and for ballots out of place."""
    found, _ = page_findings(project)
    exposed = tuple(fault for fault in project.faults if fault.code == "exposed-ballots")
    found = (*found, *explain_faults((*exposed, *project.out_of_place())))
    errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    if errors:
        raise Unusable(errors)


def _refuse_faulty_results(project: Project) -> None:
    """Raises Unusable for errors in logs and announcements, those of past cycles too.

    Without its log a cycle would be published as if nothing had been announced; with rules that
    nobody recorded its pages would say others than it is judged by.
    """
    found = (*project_findings(project), *explain_faults(project.past_faults))
    errors = tuple(
        finding
        for finding in found
        if finding.severity is Severity.ERROR
        and (f"/{RESULTS}/" in f"/{finding.place.path}" or finding.code == "unrecorded-rule")
    )
    if errors:
        raise Unusable(by_place(errors))


def site_languages(project: Project) -> tuple[SiteLanguage, ...]:
    """The languages of the site, Chinese first. Raises Unusable for faults of mkdocs.yml."""
    languages, faults = read_site_languages(ProjectFiles(project.root))
    if faults:
        raise Unusable(explain_faults(faults))
    return languages
