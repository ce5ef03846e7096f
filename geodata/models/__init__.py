"""All tables. Importing this package registers them with `Base.metadata`."""

from geodata.models.accounts import Account, ApiToken, OneTimeLink, SignIn, SignInAttempt
from geodata.models.awards import Award, AwardAchievement, AwardRevision, AwardStep
from geodata.models.base import APPEND_ONLY, Base
from geodata.models.contributions import (
    Contribution,
    ContributionRevision,
    ContributionShare,
    ContributionUse,
)
from geodata.models.definition import (
    Agency,
    AgencyRevision,
    CampaignRevision,
    CodeItem,
    Criterion,
    CriterionRevision,
    Unit,
    UnitRevision,
)
from geodata.models.evidence import CriterionLink, Document, Verification
from geodata.models.journal import JournalEntry, StoreState
from geodata.models.people import AwardRecipient, Consent, ContributionGiver, Person
from geodata.models.photos import Photo
from geodata.models.projects import (
    CapitalPlan,
    Clearance,
    Disbursement,
    Milestone,
    Package,
    Project,
    ProjectDecision,
    ProjectRevision,
    ProjectShare,
    ResponsibleUnit,
    StatusUpdate,
)
from geodata.models.submissions import SetAside, Submission

__all__ = [
    "APPEND_ONLY",
    "Account",
    "Agency",
    "AgencyRevision",
    "ApiToken",
    "Award",
    "AwardAchievement",
    "AwardRecipient",
    "AwardRevision",
    "AwardStep",
    "Base",
    "CampaignRevision",
    "CapitalPlan",
    "Clearance",
    "CodeItem",
    "Consent",
    "Contribution",
    "ContributionGiver",
    "ContributionRevision",
    "ContributionShare",
    "ContributionUse",
    "Criterion",
    "CriterionLink",
    "CriterionRevision",
    "Disbursement",
    "Document",
    "JournalEntry",
    "Milestone",
    "OneTimeLink",
    "Package",
    "Person",
    "Photo",
    "Project",
    "ProjectDecision",
    "ProjectRevision",
    "ProjectShare",
    "ResponsibleUnit",
    "SetAside",
    "SignIn",
    "SignInAttempt",
    "StatusUpdate",
    "StoreState",
    "Submission",
    "Unit",
    "UnitRevision",
    "Verification",
]
