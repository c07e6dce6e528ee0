//! Words of every page, and what is said when something fails.

use crate::desk::route::Page;
use crate::platform::http::HttpError;
use crate::shared::text::{Lang, Text, text};

/// Name of the product.
pub const PRODUCT: Text = text("心护", "Xinhu");
/// What this app is.
pub const CONSOLE: Text = text("心护工作台", "Xinhu desk");
/// Language switch, in the other language.
pub const LANGUAGE: Text = text("界面语言", "Language");
/// Landmark of the rail.
pub const RAIL: Text = text("主要任务", "Tasks");
/// Sign out.
pub const SIGN_OUT: Text = text("退出", "Sign out");
/// Skip link.
pub const SKIP: Text = text("跳到正文", "Skip to the page");
/// While waiting.
pub const LOADING: Text = text("正在读取……", "Loading…");
/// While sending.
pub const SENDING: Text = text("正在提交……", "Sending…");
/// Try again.
pub const RETRY: Text = text("再试一次", "Try again");
/// Close a panel.
pub const CLOSE: Text = text("关闭", "Close");
/// Take a step back.
pub const CANCEL: Text = text("取消", "Cancel");
/// Print.
pub const PRINT: Text = text("打印", "Print");
/// Copy.
pub const COPY: Text = text("复制", "Copy");
/// Copied.
pub const COPIED: Text = text("已复制", "Copied");
/// Old content is on show because refreshing fails.
pub const STALE: Text = text(
    "暂时无法更新，下面是上次读到的内容。",
    "Cannot refresh now; this is what was read last.",
);
/// Yes.
pub const YES: Text = text("是", "Yes");
/// No.
pub const NO: Text = text("否", "No");
/// Child code as a column or label.
pub const CHILD_CODE: Text = text("儿童编号", "Child code");
/// Tier as a column.
pub const TIER: Text = text("级别", "Tier");
/// Day of the sitting.
pub const TAKEN_ON: Text = text("测评日期", "Taken on");

/// A page of the rail.
pub fn page(page: Page) -> Text {
    match page {
        Page::Today => text("今天", "Today"),
        Page::Results => text("结果", "Results"),
        Page::Children => text("儿童", "Children"),
        Page::Devices => text("平板", "Tablets"),
    }
}

/// What is said above a failure.
pub fn failure_title(error: &HttpError) -> Text {
    match (error, error.status()) {
        (HttpError::Offline, _) => text("连不上服务器", "The server cannot be reached"),
        (HttpError::Unreadable, _) => {
            text("服务器的回答无法读取", "The server's answer cannot be read")
        }
        (_, 403) => text("您没有查看这一页的权限", "You may not see this page"),
        (_, 404 | 410) => text("没有找到", "Not found"),
        (_, 413) => text("内容太大", "Too large"),
        (_, 429) => text("尝试次数太多", "Too many attempts"),
        (_, 507) => text("服务器磁盘已满", "The server's disk is full"),
        (_, 400..500) => text("服务器没有接受", "The server did not accept this"),
        _ => text("服务器出错了", "The server failed"),
    }
}

/// How a failure is mended.
pub fn failure_remedy(error: &HttpError, lang: Lang) -> String {
    let plain = match (error, error.status()) {
        (HttpError::Offline, _) => text(
            "请检查这台电脑的网络，或请管理员确认服务器正在运行。已保存的内容不会丢失。",
            "Check this computer's network, or ask the administrator whether the server is running. Nothing saved is lost.",
        ),
        (HttpError::Unreadable, _) => text(
            "工作台和服务器的版本可能不同，请刷新页面；如仍然如此，请联系管理员。",
            "Desk and server may be of different versions: reload the page; if that does not help, ask the administrator.",
        ),
        (_, 403) => text(
            "如果工作需要，请管理员在您的账号上增加相应角色。",
            "If your work needs it, ask the administrator to add the role to your account.",
        ),
        (_, 404 | 410) => text(
            "可能已被删除，或链接有误。请返回列表重新选择。",
            "It may have been deleted, or the link is wrong. Go back to the list and choose again.",
        ),
        (_, 507) => text(
            "没有保存任何内容。请管理员清理服务器磁盘后再试。",
            "Nothing was stored. Ask the administrator to free space on the server, then try again.",
        ),
        (_, 429) => return wait_for(error, lang),
        (_, 400..500) => text(
            "请检查填写的内容后再试。",
            "Check what you entered and try again.",
        ),
        _ => text(
            "请稍后再试；如仍然如此，请联系管理员查看服务器日志。",
            "Try again later; if that does not help, ask the administrator to look at the server's log.",
        ),
    };
    plain.get(lang).to_owned()
}

fn wait_for(error: &HttpError, lang: Lang) -> String {
    let seconds = match error {
        HttpError::Problem(problem) => problem.retry_after,
        HttpError::Offline | HttpError::Unreadable => None,
    };
    match seconds {
        Some(seconds) if 90 < seconds => text("请过 {n} 分钟再试。", "Try again in {n} minutes.")
            .fill(lang, &[("n", &seconds.div_ceil(60).to_string())]),
        Some(seconds) => text("请过 {n} 秒再试。", "Try again in {n} seconds.")
            .fill(lang, &[("n", &seconds.to_string())]),
        None => text("请稍等片刻再试。", "Wait a moment and try again.")
            .get(lang)
            .to_owned(),
    }
}
