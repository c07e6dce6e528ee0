//! One file a page.

pub mod child_file;
pub mod children;
pub mod choose_pin;
pub mod devices;
pub mod enrol;
pub mod make_codes;
pub mod results;
pub mod set_up;
pub mod sign_in;
pub mod today;
