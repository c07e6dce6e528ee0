//! `cargo xtask bench`: sizes and times, side by side with plain code.

use anyhow::{Result, bail};

use crate::workspace::Workspace;

pub(crate) fn bench(_workspace: &Workspace) -> Result<()> {
    bail!("not written yet")
}
