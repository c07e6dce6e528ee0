//! Alerts, results, children.

use crate::shared::text::{Text, text};
use engine::definition::Severity;

/// Section of today's page.
pub const ALERTS: Text = text("需要有人处理", "Needs a person");
/// No alert.
pub const NO_ALERTS: Text = text("现在没有待处理的预警", "Nothing is waiting for a person");
/// No alert, and what would show here.
pub const NO_ALERTS_MORE: Text = text(
    "出现“立即干预”或需要人工核对的结果时，会排在这里。",
    "A result that asks to act now, or that must be checked by a person, appears here.",
);
/// Urgency.
pub const URGENT_NOW: Text = text("马上处理", "Act now");
/// Urgency.
pub const URGENT_TODAY: Text = text("今天处理", "Act today");
/// Button.
pub const ACKNOWLEDGE: Text = text("我来处理", "I take this on");
/// Taken up.
pub const ACKNOWLEDGED: Text = text("{who} {when} 已接手", "{who} took this on, {when}");
/// Somebody else of the staff.
pub const COLLEAGUE: Text = text("同事", "A colleague");
/// Button.
pub const SEE_RESULT: Text = text("查看结果", "See the result");
/// Section of today's page.
pub const CAME_IN: Text = text("今天收到的结果", "Came in today");
/// None today.
pub const NONE_TODAY: Text = text("今天还没有收到结果", "No result has come in today");
/// None today, more.
pub const NONE_TODAY_MORE: Text = text(
    "平板上做完的测评会在联网后自动送到。",
    "Screenings finished on a tablet arrive by themselves when it is online.",
);
/// Link.
pub const ALL_RESULTS: Text = text("全部结果", "All results");
/// Count by tier.
pub const N_RESULTS: Text = text("{n} 份", "{n}");
/// A time.
pub const RECEIVED: Text = text("收到", "Received");

/// Filter group.
pub const STATE: Text = text("状态", "State");
/// Stored.
pub const STORED: Text = text("已入库", "Stored");
/// Held.
pub const HELD: Text = text("待核对", "To be checked");
/// Filter group.
pub const REVIEW: Text = text("复核", "Review");
/// Reviewed.
pub const REVIEWED: Text = text("已复核", "Reviewed");
/// Unreviewed.
pub const UNREVIEWED: Text = text("未复核", "Not reviewed");
/// Column.
pub const BATTERY: Text = text("测评", "Battery");
/// Column.
pub const FLAGS: Text = text("提示", "Flags");
/// Clear all chips.
pub const CLEAR_FILTER: Text = text("清除筛选", "Clear the filter");
/// Filter landmark.
pub const FILTER: Text = text("筛选", "Filter");
/// No results at all.
pub const NO_RESULTS: Text = text("还没有结果", "No results yet");
/// No results at all, what next.
pub const NO_RESULTS_MORE: Text = text(
    "先在“平板”里登记一台平板，在“儿童”里生成编号，就可以开始测评。",
    "Enrol a tablet under Tablets and make codes under Children; then screening can begin.",
);
/// None fits.
pub const NONE_FITS: Text = text("没有符合筛选的结果", "No result fits the filter");
/// Button.
pub const LOAD_MORE: Text = text("读取更早的结果", "Load earlier results");
/// End of the list.
pub const N_SHOWN: Text = text("共显示 {n} 份", "{n} shown");
/// How to use the keys.
pub const KEYS: Text = text(
    "↑ ↓ 选择，回车打开，Esc 关闭",
    "↑ ↓ to choose, Enter to open, Esc to close",
);

/// Panel heading.
pub const RESULT_OF: Text = text("测评结果", "Result");
/// Section.
pub const WHY_TIER: Text = text("为什么是这个级别", "Why this tier");
/// No tier, why.
pub const WHY_NO_TIER: Text = text(
    "有应做的量表没有得分，又没有其他提示，所以不定级。没有定级不等于没有问题。",
    "A scale that was due has no score and nothing else raises a tier, so there is none. No tier does not mean no trouble.",
);
/// Green, why.
pub const WHY_GREEN: Text = text(
    "没有达到需要关注的分级，也没有提示。",
    "No band or flag asks for attention.",
);
/// Sent and derived tiers differ.
pub const TIERS_DIFFER: Text = text(
    "平板给出“{sent}”，服务器按同一规则算出“{derived}”。按较高的处理。",
    "The tablet sent “{sent}”, the server derived “{derived}” by the same rules. The higher one counts.",
);
/// The policy is not known.
pub const WHY_UNKNOWN: Text = text(
    "服务器没有这份结果所用的定级规则，无法说明原因。",
    "This server does not have the policy that was used and cannot say why.",
);
/// A scale in a band.
pub const REASON_BAND: Text = text("{scale}：{band}", "{scale}: {band}");
/// Section.
pub const NEXT_STEP: Text = text("下一步", "Next step");
/// Section.
pub const SCALES: Text = text("各量表", "Scales");
/// Score of max.
pub const OF_MAX: Text = text("满分 {max}", "of {max}");
/// Higher is better.
pub const HIGHER_BETTER: Text = text("分数越高越好", "Higher is better");
/// Replaced.
pub const PRORATED: Text = text("有未作答的题，按规则折算", "Prorated for items passed over");
/// Missing.
pub const N_MISSING: Text = text("{n} 题未作答", "{n} items passed over");
/// Nothing missing.
pub const NONE_MISSING: Text = text("没有未作答的题", "No item passed over");
/// Disclosure.
pub const SOURCE: Text = text("分级依据", "Source of the bands");
/// Unknown edition.
pub const UNKNOWN_EDITION: Text = text(
    "服务器没有这个版本的量表，只能显示代码和分数。",
    "This server does not have this edition; only the score can be shown.",
);
/// Section.
pub const QUALITY: Text = text("作答质量", "Response quality");
/// Section.
pub const REVIEWS: Text = text("复核记录", "Reviews");
/// None.
pub const NO_REVIEWS: Text = text(
    "还没有人复核。复核在平板上由工作人员输入 PIN 后完成。",
    "Nobody has reviewed this yet. Reviews are made on the tablet after a PIN.",
);
/// Section.
pub const ABOUT: Text = text("关于这次测评", "About this sitting");
/// Fact.
pub const MODE: Text = text("方式", "Mode");
/// Fact.
pub const MINUTES: Text = text("用时", "Duration");
/// Minutes.
pub const N_MINUTES: Text = text("{n} 分钟", "{n} min");
/// Fact.
pub const AGE: Text = text("年龄", "Age");
/// Years.
pub const N_YEARS: Text = text("{n} 岁", "{n}");
/// Fact.
pub const SEX: Text = text("性别", "Sex");
/// Fact.
pub const STAGE: Text = text("学段", "Stage");
/// Fact.
pub const CONSENT: Text = text("同意", "Consent");
/// Fact.
pub const ENDED: Text = text("结束", "Ended");
/// Fact.
pub const LANGUAGE_USED: Text = text("作答语言", "Language");
/// Languages of the answers.
pub const IN_CHINESE: Text = text("中文", "Chinese");
/// Languages of the answers.
pub const IN_ENGLISH: Text = text("英文", "English");
/// Languages of the answers.
pub const IN_BOTH: Text = text("中英文都用过", "Both");
/// Fact.
pub const POLICY: Text = text("定级规则", "Policy");
/// Fact.
pub const EDITIONS: Text = text("量表版本", "Editions");
/// Button.
pub const SEE_FILE: Text = text("这名儿童的全部结果", "All results of this child");

/// Children page.
pub const MAKE_CODES: Text = text("生成编号", "Make codes");
/// What codes are.
pub const CODES_LEAD: Text = text(
    "编号代替姓名。哪个编号是谁，只记在学校的纸上，不输入任何系统。",
    "A code stands for a name. Who has which code is written on paper at the school and entered nowhere.",
);
/// Field.
pub const HOW_MANY: Text = text("要几个（1–200）", "How many (1–200)");
/// Wrong count.
pub const BAD_COUNT: Text = text(
    "请输入 1 到 200 之间的整数。",
    "Enter a whole number from 1 to 200.",
);
/// Heading over new codes.
pub const NEW_CODES: Text = text("新生成的 {n} 个编号", "{n} new codes");
/// On the printed list.
pub const CODE_LIST_HINT: Text = text(
    "把姓名写在编号后面，锁好这张纸。",
    "Write each name beside its code and keep this sheet under lock.",
);
/// Search.
pub const FIND_CODE: Text = text("按编号查找", "Find a code");
/// None.
pub const NO_CHILDREN: Text = text("还没有儿童编号", "No codes yet");
/// None, what next.
pub const NO_CHILDREN_MORE: Text = text(
    "生成编号后，就可以在平板上为孩子开始测评。",
    "Make codes; then children can be screened on the tablets.",
);
/// Search found nothing.
pub const NO_SUCH_CODE: Text = text("没有这样的编号", "No such code");
/// Before a sitting.
pub const NEVER_TAKEN: Text = text("还没有测评", "Not screened yet");
/// Choose one.
pub const CHOOSE_CHILD: Text = text(
    "从左边选一个编号，查看历次结果",
    "Choose a code on the left to see its results",
);
/// Back to the list.
pub const BACK_TO_LIST: Text = text("返回编号列表", "Back to the codes");
/// File heading.
pub const FILE_OF: Text = text("儿童档案", "File");
/// Section.
pub const SITTINGS: Text = text("历次测评", "Sittings");
/// Section.
pub const OVER_TIME: Text = text("历次得分", "Scores over time");
/// Section.
pub const EVENTS: Text = text("其他记录", "Other records");
/// Table under a plot.
pub const AS_TABLE: Text = text("以表格查看", "As a table");
/// Column.
pub const SCORE: Text = text("得分", "Score");
/// Column.
pub const BAND: Text = text("分级", "Band");
/// Column.
pub const NOTE: Text = text("备注", "Note");
/// Joined only within one edition.
pub const NOT_JOINED: Text = text(
    "版本不同的量表之间不连线。",
    "Results of different editions are not joined.",
);
/// Set aside.
pub const SET_ASIDE: Text = text("不计入", "Set aside");
/// Meaning of a hollow point.
pub const APART: Text = text(
    "待核对或不计入，不连线",
    "To be checked or set aside, not joined",
);
/// Plot in words.
pub const PLOT_LABEL: Text = text(
    "{scale}，{n} 次测评，得分依次为 {scores}；量程 {min} 到 {max}",
    "{scale}, {n} sittings, scores in order {scores}; range {min} to {max}",
);
/// No score in a list of scores.
pub const NO_SCORE: Text = text("没有得分", "no score");

/// Severity of a flag.
pub fn severity(severity: Option<Severity>) -> Text {
    match severity {
        Some(Severity::Critical) => text("危急", "Critical"),
        Some(Severity::High) => text("严重", "High"),
        Some(Severity::Elevated) => text("偏高", "Elevated"),
        Some(Severity::Review | Severity::Info | Severity::None) | None => {
            text("请当面询问", "Ask in person")
        }
    }
}

/// A flag in a few words; what to do next stands in the instrument's wording.
pub fn flag(flag: &str) -> Option<Text> {
    Some(match flag {
        "suicide_item" => text("有自伤或轻生念头", "Thoughts of self-harm or death"),
        "suicide_item_unanswered" => text(
            "自伤、轻生念头一题未作答",
            "The item on self-harm was passed over",
        ),
        _ => return None,
    })
}

/// A flag without words of its own.
pub const OTHER_FLAG: Text = text("其他提示", "Another flag");

/// Why a result waits for a person.
pub fn held(code: &str) -> Text {
    match code {
        "unknown_definition" => text(
            "服务器没有这个版本的量表",
            "This edition of an instrument is not known here",
        ),
        "unknown_policy" => text(
            "服务器没有这个版本的定级规则",
            "This version of the policy is not known here",
        ),
        "unknown_battery" => text("服务器没有这个测评组合", "This battery is not known here"),
        "battery_mismatch" => text(
            "所含量表与测评组合不符",
            "The instruments are not those of the battery",
        ),
        "scale_mismatch" => text(
            "分量表与量表定义不符",
            "The scales are not those of the definition",
        ),
        "score_out_of_range" => text("得分超出量程", "A score is outside its range"),
        "band_mismatch" => text("分级与得分不符", "A band does not follow from its score"),
        "missing_mismatch" => text(
            "未作答题数与得分不符",
            "The count of missing items does not fit the score",
        ),
        "unknown_flag" => text("提示不在量表定义里", "A flag is not in the definition"),
        "flag_mismatch" => text("提示与得分不符", "A flag does not follow from the scores"),
        "tier_mismatch" => text(
            "级别与分级、提示不符",
            "The tier does not follow from bands and flags",
        ),
        "context_mismatch" => text("年龄等信息互相矛盾", "Age and stage contradict each other"),
        "unknown_child" => text(
            "本区没有这个儿童编号",
            "This child code is not known in the district",
        ),
        "revoked_device" => text("来自已停用的平板", "Sent by a revoked tablet"),
        "conflict" => text(
            "同一编号下收到了两份不同的记录",
            "Two different records came under one id",
        ),
        _ => text("需要人工核对", "To be checked by a person"),
    }
}

/// Whether a reason of an alert is one of [`held`], not a flag.
pub fn is_held_reason(code: &str) -> bool {
    held(code) != held("")
}
