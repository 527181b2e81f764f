"""Sites under the indicators: outcomes, scores, verdicts, and how many days are left.

Pure: no database and no clock. What nobody has seen is unknown, and unknown is contagious.
"""

from govsweep.assess.comparing import RowDifference, differences
from govsweep.assess.forecast import Outlook, Threat, by_urgency, forecast
from govsweep.assess.judgements import (
    ALL_MEDIA,
    RESULT_WORDS,
    gives_points,
    parse_judgement,
    parse_judgements,
)
from govsweep.assess.media import AssessedMedia, MediaAssessment, assess_media
from govsweep.assess.outcome import (
    AssessedSite,
    Evidence,
    OfficeJudgement,
    OfficeWords,
    Outcome,
    Result,
)
from govsweep.assess.rounds import RoundRule, parse_rounds
from govsweep.assess.scoring import Assessment, Score, SiteVerdict, assess, rounded

__all__ = [
    "ALL_MEDIA",
    "RESULT_WORDS",
    "AssessedMedia",
    "AssessedSite",
    "Assessment",
    "Evidence",
    "MediaAssessment",
    "OfficeJudgement",
    "OfficeWords",
    "Outcome",
    "Outlook",
    "Result",
    "RoundRule",
    "RowDifference",
    "Score",
    "SiteVerdict",
    "Threat",
    "assess",
    "assess_media",
    "by_urgency",
    "differences",
    "forecast",
    "gives_points",
    "parse_judgement",
    "parse_judgements",
    "parse_rounds",
    "rounded",
]
