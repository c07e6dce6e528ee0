//! One app's folder: hashed files, and the page that names them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::{App, bindings, compiled, compress};
use crate::workspace::Workspace;

/// Writes the folder of one app. The page comes last and old files go after it, so that a folder that
/// is being served is whole at every moment.
pub(super) fn write(workspace: &Workspace, app: &App, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let module = bindings::bind(&compiled(workspace, app.name), app.name)?;
    let mut files = Files {
        app: app.name,
        folder,
        urls: BTreeMap::new(),
        names: Vec::new(),
    };
    files.add("wasm", "wasm", &module.wasm)?;
    files.add("js", "js", module.js.as_bytes())?;
    files.add("css", "css", styles(workspace, app)?.as_bytes())?;
    for (extension, bytes) in extras(workspace, app)? {
        files.add(&extension, &extension, &bytes)?;
    }
    let boot = boot_script(&files.urls["js"], &files.urls["wasm"]);
    files.add("boot", "boot.js", boot.as_bytes())?;

    let template = read(
        &workspace
            .root
            .join("web/static")
            .join(format!("{}.html", app.name)),
    )?;
    let page =
        fill(&template, &files.urls).with_context(|| format!("web/static/{}.html", app.name))?;
    files.write_named("index.html", page.as_bytes())?;
    files.remove_others()
}

struct Files<'a> {
    app: &'static str,
    folder: &'a Path,
    /// Placeholder in the template → address of the file.
    urls: BTreeMap<String, String>,
    names: Vec<String>,
}

impl Files<'_> {
    fn add(&mut self, placeholder: &str, extension: &str, bytes: &[u8]) -> Result<()> {
        let name = format!("{}.{}.{extension}", self.app, short_hash(bytes));
        self.write_named(&name, bytes)?;
        self.urls.insert(
            placeholder.to_owned(),
            format!("/assets/{}/{name}", self.app),
        );
        Ok(())
    }

    fn write_named(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        let unchanged = fs::read(&path).is_ok_and(|old| old == bytes);
        put(&path, bytes)?;
        compress::beside(&path, bytes, unchanged)?;
        self.names.push(name.to_owned());
        self.names.push(format!("{name}.br"));
        Ok(())
    }

    fn remove_others(&self) -> Result<()> {
        let folder = self.folder.display();
        for entry in fs::read_dir(self.folder).with_context(|| format!("cannot list {folder}"))? {
            let entry = entry.with_context(|| format!("cannot list {folder}"))?;
            let known = self
                .names
                .iter()
                .any(|name| entry.file_name().to_str() == Some(name));
            if !known {
                fs::remove_file(entry.path())
                    .with_context(|| format!("cannot remove {}", entry.path().display()))?;
            }
        }
        Ok(())
    }
}

/// Writes a file unless it has these bytes already: an untouched time stamp spares the server a rebuild.
pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn styles(workspace: &Workspace, app: &App) -> Result<String> {
    let mut all = String::new();
    for file in app.styles {
        all.push_str(&read(&workspace.root.join("web/assets").join(file))?);
        all.push('\n');
    }
    Ok(without_comments(&all))
}

/// Further files of an app, such as an icon: `web/static/tablet.svg` becomes `{{svg}}` in its page.
fn extras(workspace: &Workspace, app: &App) -> Result<BTreeMap<String, Vec<u8>>> {
    let folder = workspace.root.join("web/static");
    let mut extras = BTreeMap::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry
            .with_context(|| format!("cannot list {}", folder.display()))?
            .path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let extension = path.extension().and_then(|extension| extension.to_str());
        if let (Some(stem), Some(extension)) = (stem, extension)
            && stem == app.name
            && extension != "html"
        {
            let bytes =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            extras.insert(extension.to_owned(), bytes);
        }
    }
    Ok(extras)
}

/// The only script that the page names. A browser that cannot run WebAssembly (or has it switched off)
/// shows what the page keeps hidden for that case.
fn boot_script(js: &str, wasm: &str) -> String {
    format!(
        "import init from \"{js}\";\n\
         init({{ module_or_path: \"{wasm}\" }}).catch((error) => {{\n  \
           document.getElementById(\"boot-failed\")?.removeAttribute(\"hidden\");\n  \
           throw error;\n\
         }});\n"
    )
}

/// Replaces `{{name}}`; a name without a file is a mistake in the template.
fn fill(template: &str, urls: &BTreeMap<String, String>) -> Result<String> {
    let mut page = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else {
            bail!("a placeholder begins with {{{{ and does not end with }}}}");
        };
        let Some(url) = urls.get(name.trim()) else {
            let known: Vec<&str> = urls.keys().map(String::as_str).collect();
            bail!(
                "there is no file for the placeholder {{{{{name}}}}} (there are {})",
                known.join(", ")
            );
        };
        page.push_str(before);
        page.push_str(url);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn short_hash(bytes: &[u8]) -> String {
    let mut hash = String::with_capacity(8);
    for byte in Sha256::digest(bytes).iter().take(4) {
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_become_addresses() {
        let urls = BTreeMap::from([("js".to_owned(), "/assets/a.js".to_owned())]);
        assert_eq!(
            fill("<a {{js}}>{{ js }}", &urls).unwrap(),
            "<a /assets/a.js>/assets/a.js"
        );
    }

    #[test]
    fn a_placeholder_without_a_file_is_named() {
        let error = fill("{{png}}", &BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains("{{png}}"), "{error}");
    }

    #[test]
    fn styles_lose_comments_and_indentation() {
        assert_eq!(
            without_comments("/* a */\na {\n  b: c;\n}\n/* open"),
            "a {\nb: c;\n}"
        );
    }
}
