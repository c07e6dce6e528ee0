//! Parts of pages.

pub mod alert_list;
pub mod code;
pub mod entry;
pub mod field;
pub mod filter_bar;
pub mod icon;
pub mod notice;
pub mod plot_figure;
pub mod result_facts;
pub mod result_panel;
pub mod result_table;
pub mod scale_row;
pub mod shell;
pub mod when;
