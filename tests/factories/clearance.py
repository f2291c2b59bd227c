"""Courses, requirements, and what is kept about certificates."""

from __future__ import annotations

from datetime import date

import factory

from portal.clearance.models import CertificateRemark, ClearanceOfficer, PurposeLetter
from portal.engagements.models import HouseholdMember, WorkerCourse
from portal.requirements.models import Course, CourseGives, Requirement
from tests.factories.base import Factory
from tests.factories.engagements import EngagementFactory, WorkerFactory
from tests.factories.municipality import OfficeFactory


class CourseFactory(Factory):
    class Meta:
        model = Course

    municipality_id = factory.LazyFunction(lambda: OfficeFactory().municipality_id)
    name = factory.Sequence(lambda n: f"Førstehjelp {n}")
    duration_minutes = 4 * 60
    refresh_months = 24
    ended_on = None


class CourseGivesFactory(Factory):
    """``course`` gives ``gives``."""

    class Meta:
        model = CourseGives
        exclude = ("course", "gives")

    course = factory.SubFactory(CourseFactory)
    gives = factory.SubFactory(
        CourseFactory, municipality_id=factory.SelfAttribute("..course.municipality_id")
    )
    municipality_id = factory.SelfAttribute("course.municipality_id")
    course_id = factory.SelfAttribute("course.id")
    gives_id = factory.SelfAttribute("gives.id")


class RequirementFactory(Factory):
    class Meta:
        model = Requirement

    class Params:
        household = factory.Trait(
            paper="household", course=None, is_at_home=True, role="avlaster",
            legal_basis="kommunens forskrift om avlastning § 4",
            municipality_id=factory.LazyFunction(lambda: OfficeFactory().municipality_id),
        )  # fmt: skip

    course = factory.SubFactory(CourseFactory)
    municipality_id = factory.SelfAttribute("course.municipality_id")
    role = "bpa_assistant"
    paper = "course"
    course_id = factory.LazyAttribute(lambda it: it.course.id if it.course else None)
    bond = ""
    is_at_home = False
    is_required = True
    is_for_all = False
    legal_basis = ""
    valid_from = date(2020, 1, 1)
    source = "Formannskapet, sak 12/20"
    set_by_id = None


class WorkerCourseFactory(Factory):
    class Meta:
        model = WorkerCourse
        exclude = ("worker",)

    worker = factory.SubFactory(WorkerFactory)
    course = factory.SubFactory(
        CourseFactory, municipality_id=factory.SelfAttribute("..worker.municipality_id")
    )
    municipality_id = factory.SelfAttribute("worker.municipality_id")
    worker_id = factory.SelfAttribute("worker.id")
    course_id = factory.SelfAttribute("course.id")
    completed_on = date(2026, 1, 10)
    expires_on = None
    duration_minutes = 4 * 60
    registered_by_id = factory.SelfAttribute("worker.user_id")


class HouseholdMemberFactory(Factory):
    class Meta:
        model = HouseholdMember
        exclude = ("engagement",)

    engagement = factory.SubFactory(EngagementFactory)
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    engagement_id = factory.SelfAttribute("engagement.id")
    name = factory.Sequence(lambda n: f"Per Hjemme {n}")
    born_on = date(1981, 7, 4)


class PurposeLetterFactory(Factory):
    class Meta:
        model = PurposeLetter
        exclude = ("engagement",)

    engagement = factory.SubFactory(EngagementFactory)
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    engagement_id = factory.SelfAttribute("engagement.id")
    recipient = "Politiet"
    legal_basis = "hol § 5-4"
    tasks = "Være sammen med barnet på fritiden."
    place = "Prøvevik kommune"
    written_on = date(2026, 11, 20)
    written_by_id = factory.SelfAttribute("engagement.worker.user_id")


class CertificateRemarkFactory(Factory):
    class Meta:
        model = CertificateRemark
        exclude = ("engagement",)

    engagement = factory.SubFactory(EngagementFactory)
    municipality_id = factory.SelfAttribute("engagement.municipality_id")
    engagement_id = factory.SelfAttribute("engagement.id")
    issued_on = date(2026, 11, 10)
    legal_basis = "hol § 5-4"
    verdict = "open"
    noted_by_id = factory.SelfAttribute("engagement.worker.user_id")


class ClearanceOfficerFactory(Factory):
    class Meta:
        model = ClearanceOfficer
        exclude = ("office",)

    office = factory.SubFactory(OfficeFactory)
    municipality_id = factory.SelfAttribute("office.municipality_id")
    office_id = factory.SelfAttribute("office.id")
    user_id = factory.SelfAttribute("user.id")
    valid_from = date(2026, 1, 1)


FACTORIES = {
    "course": CourseFactory,
    "course_gives": CourseGivesFactory,
    "requirement": RequirementFactory,
    "worker_course": WorkerCourseFactory,
    "household_member": HouseholdMemberFactory,
    "purpose_letter": PurposeLetterFactory,
    "certificate_remark": CertificateRemarkFactory,
    "clearance_officer": ClearanceOfficerFactory,
}
