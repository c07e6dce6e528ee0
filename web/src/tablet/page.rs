//! One file a page: a function from the state to what is shown.

pub mod enrol;
pub mod fault;
pub mod handover;
pub mod help;
pub mod home;
pub mod honest;
pub mod item;
pub mod review;
pub mod review_decide;
pub mod review_scale;
pub mod start;
pub mod start_battery;
pub mod start_check;
pub mod thanks;
pub mod unlock;
