//! Words for the codes of the records.

use super::text::{Text, text};
use engine::wire::{
    ConsentBasis, Decision, Ended, EventKind, Mode, NoScoreReason, Quality, ReasonCode, Sex, Stage,
    Tier,
};

/// Shown with every score, everywhere.
pub const NO_DIAGNOSIS: Text = text("筛查结果不是诊断", "A screening result is not a diagnosis");
/// Mark of a sitting whose wording nobody has approved yet.
pub const TRIAL: Text = text("试用", "Trial");
/// What the mark means.
pub const TRIAL_MEANING: Text = text(
    "题目文字尚未由专人与原版逐字核对：预警照常，不计入统计。",
    "Nobody has yet compared the wording with the owner's document: alerts work, statistics leave it out.",
);

/// The tier's own word.
pub fn tier(tier: Tier) -> Text {
    match tier {
        Tier::Green => text("常规关注", "Routine"),
        Tier::Yellow => text("持续关注", "Keep watching"),
        Tier::Orange => text("重点关注", "Priority"),
        Tier::Red => text("立即干预", "Act now"),
    }
}

/// Where a result has no tier.
pub const NO_TIER: Text = text("未定级", "No tier");

/// Stage of schooling.
pub fn stage(stage: Stage) -> Text {
    match stage {
        Stage::Preschool => text("学前", "Preschool"),
        Stage::Primary => text("小学", "Primary"),
        Stage::Junior => text("初中", "Junior secondary"),
        Stage::Senior => text("高中、中职", "Senior secondary"),
        Stage::OutOfSchool => text("不在校", "Out of school"),
    }
}

/// Sex.
pub fn sex(sex: Sex) -> Text {
    match sex {
        Sex::Female => text("女", "Female"),
        Sex::Male => text("男", "Male"),
        Sex::Unspecified => text("未登记", "Not recorded"),
    }
}

/// Ground of a screening.
pub fn consent(basis: ConsentBasis) -> Text {
    match basis {
        ConsentBasis::Guardian => text("监护人已同意", "Guardian consented"),
        ConsentBasis::YoungPerson => text(
            "本人同意，监护人已知情（14–17 岁）",
            "Young person consented, guardian informed (14–17)",
        ),
        ConsentBasis::ActingGuardian => text(
            "代行监护（民政部门、法院）",
            "Acting guardian (civil affairs, court)",
        ),
        ConsentBasis::Emergency => text(
            "紧急情况（两名工作人员）",
            "Emergency (two members of staff)",
        ),
    }
}

/// How a sitting was held.
pub fn mode(mode: Mode) -> Text {
    match mode {
        Mode::Class => text("集体", "Class"),
        Mode::Single => text("单独", "Single"),
        Mode::Staff => text("工作人员询问", "Asked by staff"),
    }
}

/// How a sitting ended.
pub fn ended(ended: Ended) -> Text {
    match ended {
        Ended::Finished => text("已完成", "Finished"),
        Ended::Stopped => text("中途停止", "Stopped"),
        Ended::TimedOut => text("离开太久，已结束", "Left for too long"),
    }
}

/// Why a scale has no score.
pub fn no_score(reason: NoScoreReason) -> Text {
    match reason {
        NoScoreReason::Unfinished => text("没有做完，不计分", "No score: not finished"),
        NoScoreReason::Missing => text(
            "未作答的题太多，不计分",
            "No score: too many items passed over",
        ),
        NoScoreReason::Context => text(
            "缺少年龄、性别或学段，不计分",
            "No score: age, sex or stage is missing",
        ),
        NoScoreReason::Age => text("超出适用年龄，不计分", "No score: outside the age range"),
        NoScoreReason::Informant => {
            text("作答人不符，不计分", "No score: answered by somebody else")
        }
        NoScoreReason::Language => text("所用语言没有此项分数", "No score in this language"),
        NoScoreReason::BandOnly => {
            text("只有一题，只给出分级", "One item only: the band, no score")
        }
    }
}

/// Notes on response quality.
pub fn quality(quality: Quality) -> Text {
    match quality {
        Quality::Fast => text("作答过快", "Answered faster than the items can be read"),
        Quality::StraightLined => text("所有题选了同一项", "The same option throughout"),
        Quality::LongPauses => text("停顿较久", "Long pauses"),
        Quality::ManySkipped => text("跳过较多", "Many items passed over"),
        Quality::Contradictory => text("前后回答不一致", "Answers contradict each other"),
        Quality::Clock => text("平板时钟不准", "The tablet's clock was off"),
    }
}

/// What staff decided.
pub fn decision(decision: Decision) -> Text {
    match decision {
        Decision::Confirmed => text("确认", "Confirmed"),
        Decision::Retest => text("需要重测", "Needs a retest"),
        Decision::Invalid => text("无效", "Invalid"),
        Decision::WrongChild => text("儿童编号有误", "Wrong child"),
        Decision::Overridden => text("人工调整级别", "Tier set by a person"),
    }
}

/// Why.
pub fn reason(reason: ReasonCode) -> Text {
    match reason {
        ReasonCode::None => text("无补充", "Nothing to add"),
        ReasonCode::Fits => text("与平时了解一致", "Fits what staff know"),
        ReasonCode::Interrupted => text("作答被打断", "Interrupted"),
        ReasonCode::NotUnderstood => text("没看懂题目", "Items not understood"),
        ReasonCode::NotSerious => text("没有认真作答", "Answered without reading"),
        ReasonCode::Unwell => text("当天身体不适或疲倦", "Ill or tired that day"),
        ReasonCode::Device => text("平板故障", "The tablet failed"),
        ReasonCode::WrongCode => text("选错了编号", "Wrong code chosen"),
        ReasonCode::OtherKnowledge => text("工作人员另有了解", "Staff know more than was asked"),
        ReasonCode::ChildDeclined => text("儿童不愿意", "The child said no"),
        ReasonCode::GuardianDeclined => text("监护人不同意", "The guardian said no"),
        ReasonCode::GuardianSilent => text("监护人未答复", "The guardian has not answered"),
        ReasonCode::ChildAsked => text("儿童求助", "The child asked for help"),
        ReasonCode::Danger => text("情况危险，不能等待", "Danger that could not wait"),
        ReasonCode::Training => text("练习或误操作", "Training or a mistake"),
    }
}

/// What happened around a screening.
pub fn event(event: EventKind) -> Text {
    match event {
        EventKind::Declined => text("不愿参加", "Declined"),
        EventKind::NoConsent => text("没有同意", "No consent"),
        EventKind::ConsentRecorded => text("已登记同意", "Consent recorded"),
        EventKind::ConsentWithdrawn => text("已撤回同意", "Consent withdrawn"),
        EventKind::Acknowledged => text("已知悉", "Acknowledged"),
        EventKind::Discarded => text("已丢弃待传记录", "Waiting record discarded"),
        EventKind::Help => text("作答中求助", "Asked for help"),
    }
}

/// `2026-11-22` is followed by this; 0 is Sunday.
pub fn weekday(weekday: u8) -> Text {
    match weekday {
        0 => text("周日", "Sun"),
        1 => text("周一", "Mon"),
        2 => text("周二", "Tue"),
        3 => text("周三", "Wed"),
        4 => text("周四", "Thu"),
        5 => text("周五", "Fri"),
        _ => text("周六", "Sat"),
    }
}
