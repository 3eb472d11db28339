"""The sheet `Uitleg`: what each column and word of the workbook means, in plain sentences."""

from collections.abc import Mapping
from typing import Any

from core.text import _, day
from core.words import score_name, set_name


def lines(profile: Mapping[str, Any]) -> list[list[str]]:
    """Pairs of a word and what it means."""
    when = day(profile["as_of"])
    return [
        [_("An empty cell"), _("was not measured. Unknown is not the same as zero.")],
        [_("Reference date"), _("Nothing dated after {day} counts.").format(day=when)],
        [
            set_name("relatie"),
            _(
                "None: never bought. Occasional: bought, and free to leave. Long-term: a contract that "
                "cannot "
                "be ended without consequences. Obliged: has no choice."
            ),
        ],
        [
            _("Scores"),
            _("run from 0 to 100 and do not move because other customers were added."),
        ],
        [
            score_name("commitment"),
            _("how much the customer wants to stay: three quarters feeling, one quarter sense of loyalty."),
        ],
        [
            score_name("calculative"),
            _("how hard it is to leave (term, notice, fee). It is not commitment and never counted with it."),
        ],
        [score_name("trust"), _("the mean of what is known of competence, integrity and benevolence.")],
        [
            score_name("satisfaction"),
            _(
                "survey, ratings, complaints and returns. No complaint says nothing: silence is not "
                "satisfaction."
            ),
        ],
        [
            score_name("engagement"),
            _(
                "what the customer does for and with you besides buying: reading, reacting, helping, "
                "recommending."
            ),
        ],
        [
            _("Customer value (CLV)"),
            _(
                "what the customer is expected to bring in the coming months, discounted. Until a margin "
                "is set "
                "this is revenue, not profit."
            ),
        ],
        [
            _("Low and high"),
            _("8 out of 10 customers like this one end up between these two amounts."),
        ],
        [
            _("Referral value (CRV)"),
            _(
                "what the customer brings by recommending you. Do not add it to the customer value: the "
                "same euro "
                "would count twice."
            ),
        ],
        [_("Chance still active"), _("the chance that this customer will buy again one day.")],
        [
            set_name("waarde"),
            _(
                "Champion: buys and recommends a lot. Silent enjoyer: buys a lot. Promoter: recommends a "
                "lot. "
                "Miser: neither. Prospect: never bought yet."
            ),
        ],
        [
            set_name("engagement"),
            _(
                "Fan: strong exchange and strong bond. Loyal: exchange without bond, by habit or cost. "
                "Delighted: "
                "bond without much exchange. Transactional: neither."
            ),
        ],
        [
            set_name("scrm"),
            _("acquisition, retention or ending, each with low or high involvement."),
        ],
        [
            _("Filled in by hand"),
            _("these values come from a person and stay, whatever a later file says."),
        ],
        [
            _("Permission"),
            _(
                "Who may be approached over which channel follows from consent and objections. Not legal "
                "advice."
            ),
        ],
    ]
