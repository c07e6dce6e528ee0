//! Setting up, choosing a PIN, signing in.

use crate::desk::pin::{PasswordFault, PinFault};
use crate::desk::state::Notice;
use crate::shared::text::{Text, text};

/// Heading of the set-up page.
pub const SETUP: Text = text("第一次设置", "First set-up");
/// What the set-up page is for.
pub const SETUP_LEAD: Text = text(
    "请填写使用单位，并建立第一个账号。这个账号同时是管理员和心理教师。",
    "Name the organisation and make the first account. It is administrator and counsellor at once.",
);
/// The steps, first.
pub const STEP_ACCOUNT: Text = text("单位和账号", "Organisation and account");
/// The steps, second.
pub const STEP_PIN: Text = text("个人 PIN", "Personal PIN");
/// The link is used up.
pub const LINK_DEAD: Text = text("这个设置链接已经失效", "This set-up link no longer works");
/// What to do then.
pub const LINK_DEAD_REMEDY: Text = text(
    "每个链接只能用一次，而且只在还没有任何账号时有效。如果账号已经建好，请直接登录；否则请在服务器上重新启动心护，它会给出新的链接。",
    "A link works once, and only while no account exists. If the account was made, sign in; otherwise restart Xinhu on the server and it prints a new link.",
);
/// Field.
pub const DISTRICT: Text = text("所在区（县）", "District");
/// Example.
pub const DISTRICT_HINT: Text = text("例如：长宁区", "For example: Changning");
/// Field.
pub const ORGANISATION: Text = text("单位名称", "Organisation");
/// Example.
pub const ORGANISATION_HINT: Text = text(
    "学校、未保站或机构的名称",
    "School, protection station or home",
);
/// Field.
pub const OWN_NAME: Text = text("您的姓名", "Your name");
/// Hint.
pub const OWN_NAME_HINT: Text = text(
    "登录时用，也会记在您做的每个决定上",
    "Used to sign in, and kept with every decision you make",
);
/// Field.
pub const PASSWORD: Text = text("密码", "Password");
/// Hint.
pub const PASSWORD_HINT: Text = text(
    "至少 10 个字符，几个不相干的词就很好",
    "At least 10 characters; a few unrelated words do well",
);
/// Field.
pub const PASSWORD_AGAIN: Text = text("再输一次密码", "Password again");
/// Button.
pub const CREATE_ACCOUNT: Text = text("建立账号", "Make the account");
/// A field must be filled.
pub const FILL_IN: Text = text("请填写这一项", "Please fill this in");
/// How strong a password is.
pub const STRENGTH: [Text; 5] = [
    text("", ""),
    text("太弱", "Too weak"),
    text("可以", "Acceptable"),
    text("较强", "Good"),
    text("很强", "Strong"),
];

/// Heading of the PIN page.
pub const PIN: Text = text("设置您的 PIN", "Choose your PIN");
/// What the PIN is for.
pub const PIN_LEAD: Text = text(
    "在平板上，您用 PIN 打开测评、查看孩子的结果。",
    "On the tablets your PIN opens screenings and shows a child's result.",
);
/// Opens the PIN page again.
pub const PIN_RENEW: Text = text("重设 PIN", "New PIN");
/// What a new PIN changes.
pub const PIN_RENEW_LEAD: Text = text(
    "平板下次联网后使用新 PIN。用旧 PIN 锁在平板上、还没有查看的副本会打不开；结果照常送达，请在这里查看。",
    "Tablets take the new PIN when they next reach the server. Copies still locked on a tablet under the old PIN can no longer be opened; the results arrive as always and can be seen here.",
);
/// Leaves the PIN as it is.
pub const PIN_KEEP: Text = text("不改，返回", "Keep it, go back");
/// What happens with it.
pub const PIN_HOW: Text = text(
    "这台电脑会为您生成一对密钥，并用 PIN 锁住其中的私钥再保存。PIN 本身不会离开这台电脑，任何人都无法替您找回；忘了就重新设置一个。",
    "This computer makes a key pair for you and locks the private half with the PIN before storing it. The PIN itself never leaves this computer and nobody can recover it; if you forget it, choose a new one.",
);
/// Field.
pub const PIN_FIELD: Text = text("PIN（六位或更多数字）", "PIN (six digits or more)");
/// Hint.
pub const PIN_HINT: Text = text(
    "不要用生日、电话、门牌号",
    "Not a birthday, phone or house number",
);
/// Field.
pub const PIN_AGAIN: Text = text("再输一次 PIN", "PIN again");
/// Button.
pub const PIN_SAVE: Text = text("保存 PIN", "Save the PIN");
/// While the key is derived.
pub const PIN_WORKING: Text = text("正在生成密钥……", "Making the keys…");
/// The browser cannot.
pub const PIN_NO_CRYPTO: Text = text(
    "浏览器在这个地址上不允许加密。请用 https 地址打开，或在服务器本机上打开。",
    "The browser allows no encryption at this address. Open it by https, or on the server itself.",
);

/// Heading of the sign-in page.
pub const SIGN_IN: Text = text("登录", "Sign in");
/// Field.
pub const NAME: Text = text("姓名", "Name");
/// Wrong name or password.
pub const SIGN_IN_WRONG: Text = text(
    "姓名或密码不对，请再试一次。",
    "Name or password is wrong. Please try again.",
);
/// Help.
pub const SIGN_IN_HELP: Text = text(
    "忘了密码？请联系本单位的管理员。",
    "Forgotten the password? Ask your administrator.",
);
/// A quiet line.
pub const PROMISE: Text = text(
    "孩子的回答不会离开平板。这里只有总分、分级和需要关心的提示。",
    "A child's answers never leave the tablet. Here are only totals, bands and signs that somebody should look.",
);

/// Why the sign-in page is shown.
pub fn notice(notice: Notice) -> Text {
    match notice {
        Notice::Expired => text(
            "登录已过期，请重新登录。",
            "Your session has ended. Please sign in again.",
        ),
        Notice::Bye => text("您已退出。", "You have signed out."),
        Notice::Unreachable => text(
            "暂时连不上服务器。",
            "The server cannot be reached at the moment.",
        ),
    }
}

/// Why a PIN is refused.
pub fn pin_fault(fault: PinFault) -> Text {
    match fault {
        PinFault::Short => text("PIN 至少要六位数字。", "A PIN has at least six digits."),
        PinFault::NotDigits => text("PIN 只能用数字。", "A PIN has digits only."),
        PinFault::Repeats => text(
            "这个 PIN 是重复的数字，别人很快就能试出来。请换一个。",
            "This PIN repeats itself and is quickly guessed. Choose another.",
        ),
        PinFault::Runs => text(
            "这个 PIN 是连着的数字，别人很快就能试出来。请换一个。",
            "This PIN runs up or down and is quickly guessed. Choose another.",
        ),
        PinFault::Common => text(
            "这个 PIN 太常见，别人会先试它。请换一个。",
            "This PIN is too common: it is tried first. Choose another.",
        ),
        PinFault::Differs => text("两次输入的 PIN 不一样。", "The two PINs differ."),
    }
}

/// Why a password is refused.
pub fn password_fault(fault: PasswordFault) -> Text {
    match fault {
        PasswordFault::Short => text(
            "密码至少要 10 个字符。",
            "A password has at least 10 characters.",
        ),
        PasswordFault::Monotone => text(
            "密码里不同的字符太少。",
            "The password has too few different characters.",
        ),
        PasswordFault::OnlyDigits => {
            text("密码不能只有数字。", "A password cannot be digits only.")
        }
        PasswordFault::Common => text(
            "这个密码太常见，请换一个。",
            "This password is too common. Choose another.",
        ),
        PasswordFault::HasName => text(
            "密码里不要包含您的姓名。",
            "The password must not contain your name.",
        ),
        PasswordFault::Differs => text("两次输入的密码不一样。", "The two passwords differ."),
    }
}
