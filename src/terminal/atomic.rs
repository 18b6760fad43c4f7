//! A file that is written whole or not at all: beside its place, then renamed onto it.
//!
//! While it is written it is locked, so that what a killed run left behind can be told from what another run is about to
//! finish: nobody holds the lock of the former, and the next run into the folder takes it away.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::answer::Refusal;

/// How the names of unfinished files begin and end; six letters and digits stand between.
const NAME: (&str, &str) = (".roundtrip-", ".part");

/// The unfinished files of this run.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes away the unfinished files of this run and begins no more of them: for a run that ends in the midst of things,
/// with this exit code.
pub(crate) fn abandon(code: i32) -> ! {
    let unfinished = unfinished();
    for path in unfinished.iter() {
        // It may be finished already.
        let _ = fs::remove_file(path);
    }
    // The lock is held to the end.
    std::process::exit(code)
}

/// Takes away what runs that were killed left unfinished in a folder.
pub(crate) fn clear(folder: &Path) {
    let of_ours = |name: &str| {
        let middle = name.strip_prefix(NAME.0).and_then(|rest| rest.strip_suffix(NAME.1));
        middle.is_some_and(|middle| middle.len() == 6 && middle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    // What cannot be listed, opened or removed stays: it does no harm.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(of_ours) {
            let file = fs::OpenOptions::new().write(true).open(entry.path());
            if file.is_ok_and(|file| file.try_lock().is_ok()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Refusal {
    use io::ErrorKind::{
        AlreadyExists, FileTooLarge, NotADirectory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    let help = match error.kind() {
        StorageFull | QuotaExceeded | FileTooLarge => "make room there, or name another place with -o",
        PermissionDenied | ReadOnlyFilesystem => "name a place where you may write with -o",
        AlreadyExists | NotADirectory => "a part of that path is a file and no folder: name another place with -o",
        _ => "name another place with -o",
    };
    Refusal::help(format!("cannot write `{}`: {error}", path.display()), help)
}

/// A file that is written beside its place and then renamed onto it.
pub(crate) struct AtomicFile {
    pub(crate) path: PathBuf,
    pub(crate) file: Target,
}

pub(crate) enum Target {
    Temporary(Temporary),
    /// A device such as /dev/stdout cannot be renamed onto.
    Device(fs::File),
}

/// A locked, listed file that is gone when it is dropped.
pub(crate) struct Temporary(Option<tempfile::NamedTempFile>);

impl Temporary {
    fn new(folder: &Path) -> io::Result<Self> {
        loop {
            let mut list = unfinished();
            let file = tempfile::Builder::new().prefix(NAME.0).suffix(NAME.1).tempfile_in(folder)?;
            list.insert(file.path().to_path_buf());
            drop(list);
            let it = Self(Some(file));
            let Some(file) = &it.0 else { continue };
            // A file system without locks is no reason not to write.
            let lock = file.as_file().try_lock();
            // Between its making and its locking, another run may have taken it for a leftover.
            if !matches!(lock, Err(fs::TryLockError::WouldBlock)) && file.path().exists() {
                return Ok(it);
            }
        }
    }

    fn file(&mut self) -> io::Result<&mut fs::File> {
        self.0.as_mut().map(tempfile::NamedTempFile::as_file_mut).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn keep(mut self, path: &Path) -> io::Result<()> {
        let Some(file) = self.0.take() else { return Ok(()) };
        let own = file.path().to_path_buf();
        let kept = file.persist(path).map(drop).map_err(|error| error.error);
        unfinished().remove(&own);
        kept
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(file) = self.0.take() {
            let own = file.path().to_path_buf();
            drop(file);
            unfinished().remove(&own);
        }
    }
}

impl AtomicFile {
    pub(crate) fn new(path: &Path) -> Result<Self, Refusal> {
        let fail = |error: io::Error| cannot_write(path, &error);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(fail)?;
        if path.is_dir() {
            return Err(Refusal::help(format!("`{}` is a folder", path.display()), "name a file in it"));
        }
        let file = if path.exists() && !path.is_file() {
            Target::Device(fs::OpenOptions::new().write(true).open(path).map_err(fail)?)
        } else {
            clear(folder);
            let mut file = Temporary::new(folder).map_err(fail)?;
            set_usual_mode(file.file().map_err(fail)?, path).map_err(fail)?;
            Target::Temporary(file)
        };
        Ok(Self { path: path.to_path_buf(), file })
    }

    pub(crate) fn keep(self) -> Result<(), Refusal> {
        match self.file {
            Target::Temporary(file) => file.keep(&self.path).map_err(|error| cannot_write(&self.path, &error)),
            Target::Device(_) => Ok(()),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Temporary(file) => file.file()?.write(bytes),
            Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Temporary(file) => file.file()?.flush(),
            Self::Device(file) => file.flush(),
        }
    }
}

/// A temporary file is its owner's alone; a result is readable as any new file, or as the one that it replaces.
#[cfg(unix)]
fn set_usual_mode(file: &fs::File, path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_usual_mode(_: &fs::File, _: &Path) -> std::io::Result<()> {
    Ok(())
}
