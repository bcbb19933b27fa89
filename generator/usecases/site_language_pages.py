"""What the pages of one language of a site are made with."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from generator.load.project import Project
from generator.model.finding import Finding, RuleGroup, TranslatedFinding
from generator.model.message import Language
from generator.model.page import SiteContext
from generator.model.rubric import Rubric
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience
from generator.model.submission import Submission
from generator.pages.addresses import Addresses
from generator.pages.english_rubric import in_english
from generator.pages.page_context import PageContext
from generator.pages.site_plan import (
    SiteInput,
    site_context,
)
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue
from generator.rules.all_rules import (
    check_assessment,
    grouped_rules,
)
from generator.rules.reported import accept
from generator.template_folders import page_folders
from generator.usecases.check import by_place


class SiteLanguagePages:
    """What the pages of one language are made with, whatever they are about."""

    def __init__(self, project: Project, site: SiteLanguage) -> None:
        self._project, self.site = project, site
        self.catalogue = Catalogue(site.language)
        self.templates = Templates(page_folders(project.root), self.catalogue)

    def __reduce__(self) -> tuple[type["SiteLanguagePages"], tuple[Project, SiteLanguage]]:
        """Made anew in the worker that it is handed to: templates are code, which cannot be."""
        return SiteLanguagePages, (self._project, self.site)

    def context(self, project: Project, audience: Audience) -> SiteContext:
        """What all pages of the site share in this language."""
        past = [cycle.portfolio() for cycle in project.past]
        content = SiteInput(
            rubric=self._rubric(project), log=project.log, audience=audience, past=past
        )
        return site_context(content, self.catalogue, self.site)

    def page_context(
        self,
        project: Project,
        audience: Audience,
        submissions: Mapping[str, Submission],
        findings: Iterable[Finding],
    ) -> PageContext:
        """What the pages of one cycle are made from, with as much of the counties as is given."""
        # Sorted by place, hence by path, which groupby asks for.
        by_path = groupby(by_place(findings), lambda finding: finding.place.path)
        return PageContext(
            rubric=self._rubric(project),
            official=project.rubric,
            log=project.log,
            submissions=submissions,
            findings={
                path: tuple(self.catalogue.translate_finding(finding) for finding in group)
                for path, group in by_path
            },
            audience=audience,
            templates=self.templates,
            addresses=Addresses(project.rubric.cycle, self.site.root),
            folder=project.folder,
            counted=self._counted(project),
        )

    def _counted(self, project: Project) -> Mapping[str, Rubric]:
        return {digest: self._named(rubric) for digest, rubric in project.counted_by.items()}

    def accepted(self, project: Project) -> tuple[TranslatedFinding, ...]:
        """What the project's rubric accepts of the findings about it, whoever sees findings."""
        rubric = self._rubric(project)
        # In the names of the pages' language.
        portfolio = replace(project.portfolio(), rubric=rubric)
        found = accept(rubric.accepted, check_assessment(portfolio))
        return tuple(
            self.catalogue.translate_finding(finding) for finding in found if finding.accepted
        )

    def explained_rules(self) -> tuple[RuleGroup, ...]:
        """What each rule of the check is about, by its subject."""
        return tuple(self.catalogue.translate_group(group) for group in grouped_rules())

    def _rubric(self, project: Project) -> Rubric:
        return self._named(project.rubric)

    def _named(self, rubric: Rubric) -> Rubric:
        return rubric if self.site.language is Language.CHINESE else in_english(rubric)
