"""PHQ-9, GAD-7, K10 and WHO-5 scored by hand, from the published rules.

Nothing here reads Xinhu's definitions: two programs that agree because they share a table prove nothing.

PHQ-9 and GAD-7: sum of 0-3; up to two missing answers are replaced by the mean of the others, rounded
half up. K10: sum of 1-5, complete only; bands as used for Chinese pupils (20, 25, 30). WHO-5: sum of 0-5,
complete only; percent = sum x 4, cut-offs 28 and 50.
"""

AGES = {"phq9": (12, 17), "gad7": (12, 17), "k10": (9, 18), "who5": (9, 17)}
ITEMS = {"phq9": 9, "gad7": 7, "k10": 10, "who5": 5}
VALUES = {"phq9": range(4), "gad7": range(4), "k10": range(1, 6), "who5": range(6)}


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def band(score, names_by_lowest):
    name = None
    for lowest, candidate in names_by_lowest:
        if score >= lowest:
            name = candidate
    return name


def prorated_sum(answers, items):
    given = [it for it in answers if it is not None]
    missing = items - len(given)
    if missing > 2:
        return None, False
    return half_up(sum(given) * items, len(given)), missing > 0


def phq9_flags(answers):
    flags = []
    last = answers[8]
    if last is None:
        flags.append("suicide_item_unanswered")
    elif last >= 1:
        flags.append("suicide_item")
    if None not in answers:
        symptoms = sum(it >= 2 for it in answers[:8]) + (last >= 1)
        if answers[0] >= 2 or answers[1] >= 2:
            if symptoms >= 5:
                flags.append("mdd_algorithm")
            elif symptoms >= 2:
                flags.append("other_depressive_algorithm")
    return flags


def score(instrument, answers, age=None, informant="self"):
    """The object that `xinhu score` has to print for these answers (a list, None where missing)."""
    missing = answers.count(None)
    scores, bands, prorated, flags = {}, {}, {}, []
    if instrument in ("phq9", "gad7"):
        total, was_prorated = prorated_sum(answers, ITEMS[instrument])
        cuts = [(0, "minimal"), (5, "mild"), (10, "moderate")]
        if instrument == "phq9":
            cuts += [(15, "moderately_severe"), (20, "severe")]
            flags = phq9_flags(answers)
        else:
            cuts += [(15, "severe")]
        scores["total"] = total
        bands["total"] = None if total is None else band(total, cuts)
        prorated["total"] = was_prorated
    elif instrument == "k10":
        total = None if missing else sum(answers)
        scores["total"] = total
        cuts = [(10, "none"), (20, "mild"), (25, "moderate"), (30, "severe")]
        bands["total"] = None if total is None else band(total, cuts)
    elif instrument == "who5":
        raw = None if missing else sum(answers)
        scores["raw"] = raw
        scores["percent"] = None if raw is None else raw * 4
        bands["raw"] = None if raw is None else band(raw, [(0, "low"), (13, "adequate")])
        bands["percent"] = (
            None
            if raw is None
            else band(raw * 4, [(0, "likely_depression"), (29, "poor"), (51, "adequate")])
        )
        if any(it is not None and it <= 1 for it in answers):
            flags = ["any_item_0_1"]

    reason = "missing"
    youngest, oldest = AGES[instrument]
    refused = None
    if age is not None and not youngest <= age <= oldest:
        refused = "age"
    elif informant != "self":
        refused = "informant"
    if refused:
        reason = refused
        scores = dict.fromkeys(scores)
        bands = dict.fromkeys(bands)
        prorated = dict.fromkeys(prorated, False)

    expected = {
        "instrument": instrument,
        "version": "1.0.0",
        "scores": scores,
        "bands": bands,
        "prorated": prorated,
        "flags": sorted(flags),
        "result": None,
        "missing": missing,
    }
    unscored = {scale: reason for scale, value in scores.items() if value is None}
    if unscored:
        expected["reasons"] = unscored
    return expected
