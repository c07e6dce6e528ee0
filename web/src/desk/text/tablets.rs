//! Tablets and their enrolment.

use crate::shared::text::{Text, text};

/// Section.
pub const ENROL: Text = text("登记一台平板", "Enrol a tablet");
/// What it does.
pub const ENROL_LEAD: Text = text(
    "每台平板登记一次，之后就能离线测评、联网后自动送出结果。",
    "Each tablet is enrolled once; then it works offline and sends results by itself when online.",
);
/// Field.
pub const LABEL: Text = text("平板名称", "Name of the tablet");
/// Example.
pub const LABEL_HINT: Text = text(
    "例如：平板 1、心理辅导室",
    "For example: Tablet 1, counselling room",
);
/// What is filled in when nothing is.
pub const LABEL_DEFAULT: Text = text("平板 {n}", "Tablet {n}");
/// Button.
pub const MAKE_CODE: Text = text("生成登记码", "Make an enrolment code");
/// Heading.
pub const CODE_FOR: Text = text("“{label}”的登记码", "Enrolment code for “{label}”");
/// Countdown.
pub const EXPIRES_IN: Text = text("{time} 后失效，只能用一次", "Expires in {time}; works once");
/// Over.
pub const EXPIRED: Text = text(
    "登记码已失效，请重新生成。",
    "The code has expired. Make a new one.",
);
/// Step.
pub const STEP_OPEN: Text = text(
    "在平板的浏览器里打开 {address}",
    "Open {address} in the tablet's browser",
);
/// Step.
pub const STEP_TYPE: Text = text(
    "输入上面的登记码，不分大小写",
    "Type the code above; upper or lower case",
);
/// Step.
pub const STEP_START: Text = text(
    "工作人员用自己的 PIN 打开，就可以开始",
    "Open with a staff PIN and begin",
);
/// Done.
pub const ENROLLED_NOW: Text = text("“{label}”已登记成功。", "“{label}” is enrolled.");
/// Put away.
pub const DONE: Text = text("完成", "Done");

/// Section.
pub const TABLETS: Text = text("已登记的平板", "Enrolled tablets");
/// None.
pub const NO_TABLETS: Text = text("还没有登记平板", "No tablet is enrolled");
/// None, what next.
pub const NO_TABLETS_MORE: Text = text(
    "生成一个登记码，在平板上输入即可。",
    "Make an enrolment code and type it on the tablet.",
);
/// Column.
pub const ENROLLED_ON: Text = text("登记日期", "Enrolled on");
/// Column.
pub const LAST_CONTACT: Text = text("最近联系", "Last contact");
/// Never.
pub const NEVER: Text = text("还没有", "Never");
/// Just now.
pub const JUST_NOW: Text = text("刚刚", "Just now");
/// Minutes ago.
pub const MINUTES_AGO: Text = text("{n} 分钟前", "{n} min ago");
/// Column.
pub const TABLET_STATE: Text = text("状态", "State");
/// State.
pub const IN_USE: Text = text("使用中", "In use");
/// State.
pub const REVOKED: Text = text("已停用", "Revoked");
/// Button.
pub const REVOKE: Text = text("停用", "Revoke");
/// What it means.
pub const REVOKE_MEANING: Text = text(
    "停用后，“{label}”上的名单和密钥作废，之后送来的结果都要人工核对。停用不能撤回，但可以重新登记。",
    "“{label}” loses its list and keys, and results it still sends must be checked by a person. This cannot be undone, but the tablet can be enrolled again.",
);
/// Confirm.
pub const REVOKE_YES: Text = text("停用这台平板", "Revoke this tablet");
