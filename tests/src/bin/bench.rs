//! `cargo xtask bench`: sizes and times, each beside the plainest code that does the same.
#![expect(clippy::print_stdout, reason = "prints its results")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tests::browser::{Browser, Viewport};
use tests::screen::Screen;
use tests::{built, bundle, files};

/// Scores a run; enough that the clock of a browser, coarse on purpose, does not matter.
const SCORES: u32 = 1_000_000;
const LINES: usize = 1_000_000;
const RUNS: usize = 3;
/// Time of one PHQ-9 score in SurveyJS, the fastest peer in a browser, as measured on two cores.
const SURVEYJS_NS: f64 = 150_000.0;

#[tokio::main]
async fn main() -> Result<()> {
    let is_within_gate = sizes()?;
    let native = speed_native();
    let in_browser = speed_in_browser().await?;
    speeds(&native, &in_browser);
    lines()?;
    ensure!(is_within_gate, "the gate of the bundle is exceeded");
    Ok(())
}

/// Prints the sizes; says whether the tablet's are within the gate.
fn sizes() -> Result<bool> {
    println!("To start a screening on a tablet (bytes after Brotli)");
    let parts = bundle::start_of_a_screening(&built::web()?)?;
    for part in &parts {
        println!("  {:>9}  {}", part.bytes, part.name);
    }
    let total: u64 = parts.iter().map(|part| part.bytes).sum();
    println!(
        "  {total:>9}  in total; the gate is {}, the goal {}",
        bundle::GATE_BYTES,
        bundle::GOAL_BYTES
    );
    println!("The desk (bytes after Brotli)");
    let desk = bundle::compressed_files(&built::web()?.join("desk"))?;
    for part in &desk {
        println!("  {:>9}  {}", part.bytes, part.name);
    }
    Ok(total <= bundle::GATE_BYTES)
}

/// Nanoseconds of one score: by the engine and by hand, in the same run.
struct Speed {
    engine: f64,
    plain: f64,
}

fn speed_native() -> Speed {
    let mut engine = Vec::new();
    let mut plain = Vec::new();
    for _ in 0..RUNS {
        let (time, by_engine) = timed(|| parity::bench_engine(SCORES));
        engine.push(per_score(time));
        let (time, by_hand) = timed(|| parity::bench_plain(SCORES));
        plain.push(per_score(time));
        assert_eq!(by_engine, by_hand, "the two scorers disagree");
    }
    Speed {
        engine: median(engine),
        plain: median(plain),
    }
}

async fn speed_in_browser() -> Result<Speed> {
    let address = files::serve(built::parity()?).await?;
    let browser = Browser::start(Viewport::Desk).await?;
    let screen = Screen::of(&browser);
    screen.open(&format!("http://{address}/")).await?;
    screen
        .until("the module", async || {
            Ok((browser.driver().title().await? == "ready").then_some(()))
        })
        .await?;
    let script = format!(
        "const timed = (work) => {{ const start = performance.now(); const sum = work({SCORES});\
         return [performance.now() - start, sum]; }};\
         const engine = timed(window.parity.bench_engine), plain = timed(window.parity.bench_plain);\
         return [engine[0], plain[0], engine[1] === plain[1]]"
    );
    let mut engine = Vec::new();
    let mut plain = Vec::new();
    for _ in 0..RUNS {
        let (by_engine, by_hand, agree): (f64, f64, bool) = browser
            .driver()
            .execute(script.as_str(), Vec::new())
            .await?
            .convert()?;
        ensure!(agree, "the two scorers disagree in the browser");
        engine.push(by_engine * 1e6 / f64::from(SCORES));
        plain.push(by_hand * 1e6 / f64::from(SCORES));
    }
    browser.quit().await?;
    Ok(Speed {
        engine: median(engine),
        plain: median(plain),
    })
}

fn speeds(native: &Speed, in_browser: &Speed) {
    println!("One PHQ-9 score (nanoseconds, median of {RUNS} runs of {SCORES})");
    println!(
        "  {:>14}{:>10}{:>10}{:>8}",
        "", "engine", "by hand", "ratio"
    );
    for (name, speed) in [("native", native), ("in Chromium", in_browser)] {
        println!(
            "  {name:>14}{:>10.1}{:>10.1}{:>8.2}",
            speed.engine,
            speed.plain,
            speed.engine / speed.plain
        );
    }
    println!(
        "  in Chromium {:.0} times as fast as SurveyJS with {SURVEYJS_NS:.0} ns (measured before, not in this run)",
        SURVEYJS_NS / in_browser.engine
    );
}

/// `xinhu score` over a file of lines, from start to end of the process.
fn lines() -> Result<()> {
    let input: String = (0..LINES).map(line).collect();
    let mut rates = Vec::new();
    for _ in 0..RUNS {
        let (time, outcome) = timed(|| score(&input));
        ensure!(outcome? == LINES, "lines were lost");
        rates.push(per_second(LINES, time));
    }
    println!(
        "xinhu score: {:.2} million PHQ-9 lines a second (median of {RUNS} runs of {LINES})",
        median(rates) / 1e6
    );
    Ok(())
}

fn line(number: usize) -> String {
    let mut line = String::from(r#"{"instrument":"phq9","answers":{"#);
    for item in 0..9 {
        let comma = if item == 0 { "" } else { "," };
        let answer = (number >> (2 * item)) & 3;
        // Writing into a string does not fail.
        let _ = write!(line, "{comma}\"phq9_{}\":{answer}", item + 1);
    }
    line.push_str("}}\n");
    line
}

fn score(input: &str) -> Result<usize> {
    let mut child = Command::new(built::xinhu()?)
        .arg("score")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start xinhu")?;
    let mut stdin = child.stdin.take().context("no standard input")?;
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output()?;
        ensure!(output.status.success(), "`xinhu score` failed");
        Ok(String::from_utf8(output.stdout)?.lines().count())
    })
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed(), value)
}

fn per_score(time: Duration) -> f64 {
    time.as_secs_f64() * 1e9 / f64::from(SCORES)
}

fn per_second(count: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
