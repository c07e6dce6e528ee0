//! The key pair that tablets seal to: one file in `keys/`, apart from the database.

use crate::data_folder::{make_private, unusable};
use crate::entropy::{Entropy, make_bytes};
use crate::trouble::Trouble;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use engine::seal::{PrivateKey, PublicKey, derive_key_pair};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

const FILE: &str = "sealing.key";
const HEADER: &str = "xinhu sealing key 1";

/// The server's sealing key pair.
pub struct SealingKey {
    private: PrivateKey,
    public: PublicKey,
}

impl SealingKey {
    /// The pair that follows from a seed.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let (private, public) = derive_key_pair(seed);
        Self { private, public }
    }

    /// Reads the key file, or makes it where neither it nor a database that knows a key exists.
    ///
    /// `known` is the fingerprint the database was made with: results are sealed to that key alone, so
    /// another key, or none, must not be taken in its place.
    pub fn load_or_make(
        folder: &Path,
        known: Option<&str>,
        entropy: &dyn Entropy,
    ) -> Result<Self, Trouble> {
        let path = folder.join(FILE);
        let key = match fs::read_to_string(&path) {
            Ok(text) => {
                refuse_open_file(&path)?;
                Self::parse(&text).ok_or_else(|| {
                    Trouble::new(
                        format!(
                            "{} is damaged: it is no sealing key of xinhu",
                            path.display()
                        ),
                        "restore the file from the backup of the keys folder",
                    )
                })?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => match known {
                Some(_) => {
                    return Err(Trouble::new(
                        format!(
                            "{} is missing, but the database was made with it",
                            path.display()
                        ),
                        "restore the file from the backup of the keys folder: without it nothing that \
                         tablets have sealed can be opened",
                    ));
                }
                None => Self::make(folder, entropy)?,
            },
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(Trouble::new(
                    format!("{} is damaged: it is not text", path.display()),
                    "restore the file from the backup of the keys folder",
                ));
            }
            Err(error) => return Err(unusable(&path, &error)),
        };
        match known {
            Some(fingerprint) if fingerprint != key.fingerprint() => Err(Trouble::new(
                format!(
                    "{} belongs to another installation: it is {}, the database was made with {fingerprint}",
                    path.display(),
                    key.fingerprint(),
                ),
                "put back the key file and the database that belong together",
            )),
            _ => Ok(key),
        }
    }

    /// The half that opens.
    pub fn private(&self) -> &PrivateKey {
        &self.private
    }

    /// The half that tablets get.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The short name of the public half.
    pub fn fingerprint(&self) -> String {
        self.public.fingerprint()
    }

    fn parse(text: &str) -> Option<Self> {
        let (header, rest) = text.split_once('\n')?;
        if header != HEADER {
            return None;
        }
        let seed = STANDARD.decode(rest.trim_end()).ok()?;
        Some(Self::from_seed(seed.try_into().ok()?))
    }

    /// Writes to a name of its own, then renames: a crash leaves a whole key file or none.
    fn make(folder: &Path, entropy: &dyn Entropy) -> Result<Self, Trouble> {
        let no_entropy = |error| {
            Trouble::new(
                format!("no random bytes for the sealing key: {error}"),
                "start again",
            )
        };
        let seed: [u8; 32] = make_bytes(entropy).map_err(no_entropy)?;
        let path = folder.join(FILE);
        let unfinished = folder.join("sealing.key.new");
        let write = || -> io::Result<()> {
            make_private(folder)?;
            match fs::remove_file(&unfinished) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut options = OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&unfinished)?;
            writeln!(file, "{HEADER}\n{}", STANDARD.encode(seed))?;
            file.sync_all()?;
            fs::rename(&unfinished, &path)?;
            File::open(folder)?.sync_all()
        };
        write().map_err(|error| unusable(&path, &error))?;
        Ok(Self::from_seed(seed))
    }
}

#[cfg(unix)]
fn refuse_open_file(path: &Path) -> Result<(), Trouble> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)
        .map_err(|error| unusable(path, &error))?
        .permissions()
        .mode();
    if mode & 0o077 != 0 {
        return Err(Trouble::new(
            format!(
                "{} can be read by other accounts (mode {:o})",
                path.display(),
                mode & 0o777
            ),
            format!("run: chmod 600 {}", path.display()),
        ));
    }
    Ok(())
}

#[cfg(not(unix))]
fn refuse_open_file(_path: &Path) -> Result<(), Trouble> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;

    #[track_caller]
    fn refusal(folder: &Path, known: Option<&str>) -> String {
        match SealingKey::load_or_make(folder, known, &SystemEntropy) {
            Ok(_) => panic!("the key was taken"),
            Err(trouble) => trouble.to_string(),
        }
    }

    #[test]
    fn the_same_key_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let made = SealingKey::load_or_make(folder.path(), None, &SystemEntropy).unwrap();
        let fingerprint = made.fingerprint();
        let read =
            SealingKey::load_or_make(folder.path(), Some(&fingerprint), &SystemEntropy).unwrap();
        assert_eq!(read.fingerprint(), fingerprint);
    }

    #[test]
    fn a_missing_foreign_damaged_or_open_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(refusal(folder.path(), Some("x25519:00")).contains("missing"));

        let made = SealingKey::load_or_make(folder.path(), None, &SystemEntropy).unwrap();
        let other = SealingKey::from_seed([7; 32]).fingerprint();
        assert!(refusal(folder.path(), Some(&other)).contains("another installation"));

        let path = folder.path().join(FILE);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
            assert!(refusal(folder.path(), Some(&made.fingerprint())).contains("chmod 600"));
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(refusal(folder.path(), Some(&made.fingerprint())).contains("damaged"));
        fs::write(&path, [0xff, 0xfe]).unwrap();
        assert!(refusal(folder.path(), None).contains("damaged"));
    }
}
