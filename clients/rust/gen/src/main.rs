//! Generates `src/gen` from the descriptor set of the contract; neither protoc nor the network is needed.
//!
//!     cargo run --locked -p gen               writes them
//!     cargo run --locked -p gen -- --check    generates into a temporary folder and compares

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use prost::Message;
use prost_types::FileDescriptorSet;

const HERE: &str = env!("CARGO_MANIFEST_DIR");
const PACKAGE: &str = "viommu.v1";

/// Files of a folder, by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Generates everything.
fn generate(descriptor_set: &Path) -> Result<Files, Box<dyn Error>> {
    let mut set = FileDescriptorSet::decode(&*fs::read(descriptor_set)?)?;
    // The set also has the standard services and google.rpc, for which there are crates.
    set.file.retain(|file| file.package() == PACKAGE);
    if set.file.is_empty() {
        return Err(format!("{} has nothing of {PACKAGE}", descriptor_set.display()).into());
    }
    let out = tempfile::tempdir()?;
    tonic_prost_build::configure()
        .build_server(false)
        .out_dir(out.path())
        .compile_fds(set)?;
    read(out.path())
}

/// Reads the files of a folder; one that is missing has none.
fn read(folder: &Path) -> Result<Files, Box<dyn Error>> {
    let mut files = Files::new();
    if !folder.exists() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, fs::read(entry.path())?);
    }
    Ok(files)
}

/// Names of files that are not the same in both.
fn differences<'a>(want: &'a Files, have: &'a Files) -> Vec<&'a String> {
    let mut names: Vec<&String> = want
        .keys()
        .chain(have.keys())
        .filter(|name| want.get(*name) != have.get(*name))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn run(check: bool) -> Result<(), Box<dyn Error>> {
    let target = Path::new(HERE).join("../src/gen");
    let want = generate(&Path::new(HERE).join("../../../proto/viommu.fds.binpb"))?;
    let have = read(&target)?;
    let wrong = differences(&want, &have);
    if check && !wrong.is_empty() {
        let found = format!("{wrong:?} of src/gen are out of date");
        return Err(format!("{found}; run: cargo run --locked -p gen").into());
    }
    for name in &wrong {
        fs::create_dir_all(&target)?;
        match want.get(*name) {
            Some(text) => fs::write(target.join(name), text)?,
            None => fs::remove_file(target.join(name))?,
        }
    }
    println!("gen: {} file(s) changed", wrong.len());
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.as_slice() {
        [] => run(false),
        [only] if only == "--check" => run(true),
        _ => Err("usage: gen [--check]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gen: {error}");
            ExitCode::FAILURE
        }
    }
}
