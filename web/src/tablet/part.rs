//! Pieces that several pages use. Plain functions: each Yew component would cost a tablet some kilobytes
//! to download, and the state is one anyway.

pub mod frame;
pub mod icon;
pub mod numbers;
pub mod ui;
