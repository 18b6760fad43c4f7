// The page in a real browser, as its readers use it: node check.mjs ROUNDTRIP CHROMIUM FOLDER [--accept]
//
// ROUNDTRIP is the program, FOLDER takes what is written on the way. --accept takes the screenshots as the right ones.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import puppeteer from "puppeteer-core";

const [program, chromium, folder, accept] = process.argv.slice(2);
const accepted = path.join(import.meta.dirname, "accepted");
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
fs.mkdirSync(folder, { recursive: true });

const run = (...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "pipe"] });
const file = path.join(folder, "index.html");
run("map", "-o", file);
const address = pathToFileURL(file).href;
const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ["--no-sandbox", "--force-color-profile=srgb", "--font-render-hinting=none"] });

// A page of its own, with the network off; whatever it complains of or asks for is a failure.
async function open(where, { width = 1440, height = 1000, script = true, dark = false, ours = true } = {}) {
  const page = await browser.newPage();
  page.faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("dialog", (dialog) => { page.faults.push("dialog: " + dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => request.url().startsWith("file:") || request.url().startsWith("data:") || page.faults.push("asks for " + request.url()));
  await page.setOfflineMode(true);
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.goto(where, { waitUntil: "load" });
  if (script && ours) await page.waitForSelector("#loops button");
  return page;
}

async function close(page, what) {
  assert.deepEqual(page.faults, [], what);
  await page.close();
}

const loops = (page) => page.$eval("#count", (count) => [Number(count.dataset.loops), count.dataset.complete]);

// The page and the program must find the same loops, with the same amounts, in every view.
async function same(page) {
  const views = [
    { flags: [] },
    { flags: ["--status", "signed"], rung: "signed" },
    { flags: ["--as-of", "2025-12-17"], day: "2025-12-17" },
    { flags: ["--as-of", "2025-12-17", "--status", "announced"], day: "2025-12-17", rung: "announced" },
    { flags: ["--as-of", "2025-09-22", "--status", "closed"], day: "2025-09-22", rung: "closed" },
    { flags: ["--as-of", "2024-06-30"], day: "2024-06-30" },
    { flags: ["--kind", "equity,convertible,debt,contribution,warrant,share-grant,credits,assets,cloud,lease,services,licence,revenue-share"], without: ["chips"] },
    { flags: ["--status", "signed", "--kind", "equity,convertible,debt,contribution,warrant,share-grant,credits,assets,chips"], rung: "signed", without: ["cloud", "other"] },
  ];
  for (const view of views) {
    await page.evaluate(({ day, rung, without = [] }) => {
      const days = JSON.parse(document.getElementById("data").textContent).days;
      const slide = document.getElementById("day");
      slide.value = day ? days.findLastIndex((own) => own <= day) : days.length - 1;
      slide.dispatchEvent(new Event("input"));
      const select = document.getElementById("rung");
      select.value = [...select.options].find((option) => option.text.startsWith(rung || "rumoured")).value;
      select.dispatchEvent(new Event("change"));
      for (const box of document.querySelectorAll("#controls input[type=checkbox]")) {
        box.checked = !without.includes(box.id.replace("family-", ""));
        box.dispatchEvent(new Event("change"));
      }
    }, view);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
    await page.evaluate(() => document.querySelector("#loops .more")?.click());
    const told = JSON.parse(run("loops", "--format", "json", ...view.flags));
    const [number, complete] = await loops(page);
    assert.equal(complete, "true");
    assert.equal(number, told.count, "loops of " + view.flags.join(" "));
    const listed = await page.$$eval("#loops button", (all) => all.map((one) => [one.dataset.loop, one.querySelector("strong").textContent]));
    assert.deepEqual(listed.map(([id]) => id), told.loops.map(({ id }) => id), "their order, " + view.flags.join(" "));
    const unit = { tn: 1e12, bn: 1e9, m: 1e6, "": 1 };
    listed.forEach(([id, text], at) => {
      const { stated } = told.loops[at].bottleneck;
      const [, figure, scale] = text.match(/^\$([\d.]+)(tn|bn|m|)$/) || [];
      assert.ok(stated === null ? text === "–" : Math.abs(figure * unit[scale] / stated - 1) < 0.006, `${id}: ${text}, ${stated}`);
    });
    console.log(`page: ${told.count} loops as the program has them: loops ${view.flags.join(" ")}`);
  }
}

async function byKeyboard(page) {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
  await page.evaluate(() => document.body.focus());
  const all = (await loops(page))[0];
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "skip");
  await page.focus("#find");
  await page.keyboard.type("open ai");
  const some = await page.$eval("#count", (count) => count.textContent);
  assert.match(some, /^[\d,]+ of [\d,]+$/);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "family-investment");
  await page.keyboard.press("Space");
  assert.equal((await loops(page))[0], 0, "without investments nothing is circular funding");
  await page.keyboard.press("Space");
  assert.equal((await loops(page))[0], all);
  await page.focus("#day");
  await page.keyboard.press("Home");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  assert.equal((await loops(page))[0], 0, "in the beginning there was no loop");
  await page.keyboard.press("End");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  assert.equal((await loops(page))[0], all);
  await page.focus("#loops button");
  await page.keyboard.press("Enter");
  const chosen = await page.$eval("#loops button[aria-pressed=true]", (button) => button.dataset.loop);
  const lit = await page.$$eval("#layer .arrows .look", (looks) => looks.filter((g) => g.getAttribute("display") !== "none" && !g.classList.contains("dim")).map((g) => [g.firstElementChild.dataset.payer, g.firstElementChild.dataset.payee]));
  const steps = chosen.split("/");
  const pairs = new Set(lit.map(([payer, payee]) => payer + ">" + payee));
  assert.deepEqual(pairs, new Set(steps.map((id, at) => id + ">" + steps[(at + 1) % steps.length])));
  assert.ok(await page.$eval("#detail", (detail) => !detail.hidden && detail.querySelector("svg") && detail.querySelectorAll(".cites a").length > 0));
  assert.match(await page.evaluate(() => location.hash), /loop=/);
  await page.keyboard.press("Escape");
  assert.ok(await page.$eval("#detail", (detail) => detail.hidden));
  await page.evaluate(() => document.querySelector("#layer .look:not([display]) .arrow, #layer .look[display=inline] .arrow").focus());
  await page.keyboard.press("Enter");
  assert.ok(await page.$eval("#detail", (detail) => !detail.hidden && detail.querySelectorAll("li").length > 0), "an arrow tells its deals");
  await page.keyboard.press("Escape");
  await page.keyboard.press("+");
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
  assert.match(await page.$eval("#layer", (layer) => layer.getAttribute("transform")), /scale\(1\.25/);
  await page.click("#whole");
  console.log("page: used by keyboard alone");
}

async function byPointer(page) {
  await page.hover("#drawing");
  const box = await (await page.$("#drawing")).boundingBox();
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 70, { steps: 5 });
  await page.mouse.up();
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)));
  assert.doesNotMatch(await page.$eval("#layer", (layer) => layer.getAttribute("transform")), /translate\(0\.00 0\.00\)/);
  await page.click("#closer");
  await page.click("#whole");
  const id = await page.$eval("#layer .bubble", (bubble) => bubble.dataset.id);
  await page.click("#layer .bubble circle");
  assert.notEqual(await page.$eval("#find", (find) => find.value), "", id);
  await page.click("#layer .bubble circle");
  assert.equal(await page.$eval("#find", (find) => find.value), "");
  console.log("page: panned, zoomed and clicked");
}

// Who is left out of the map as it opens has a place on it, out of sight until somebody asks.
async function leftOut(page) {
  const folded = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).parties.filter((party) => party.folded).map(({ id, name }) => ({ id, name })));
  assert.ok(folded.length > 0, "the shipped register has more companies on loops than the map draws");
  const shown = () => page.$$eval("#layer .bubble", (all) => all.filter((one) => one.getAttribute("display") !== "none").map((one) => one.dataset.id));
  const seen = async () => { const all = await shown(); return folded.map(({ id }) => id).filter((id) => all.includes(id)); };
  assert.deepEqual(await seen(), []);
  await page.click("#everybody");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  assert.deepEqual(await seen(), folded.map(({ id }) => id));
  assert.ok(await page.$eval("#left-out", (note) => note.hidden));
  assert.match(await page.evaluate(() => location.hash), /companies=all/);
  await page.click("#everybody");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  assert.deepEqual(await seen(), []);
  await page.type("#find", folded[0].name);
  assert.deepEqual(await seen(), [folded[0].id]);
  console.log(`page: ${folded.length} companies are drawn on demand`);
}

async function accessible(page, what) {
  // The policy lets no other script run in the page: axe comes in beside it.
  await page.evaluate(fs.readFileSync(axe, "utf8"));
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const serious = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  const told = serious.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}): ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(told, [], "axe, " + what);
  const lesser = found.violations.map(({ id, impact }) => `${id} (${impact})`);
  console.log(`page: axe has no serious finding, ${what}${lesser.length ? "; lesser: " + lesser.join(", ") : ""}`);
}

// At most so many pixels may differ from the accepted picture.
async function looks(page, name) {
  const shot = await page.screenshot({ path: path.join(folder, name + ".png") });
  const right = path.join(accepted, name + ".png");
  if (accept) {
    fs.mkdirSync(accepted, { recursive: true });
    fs.writeFileSync(right, shot);
    return;
  }
  const [now, then] = [PNG.sync.read(Buffer.from(shot)), PNG.sync.read(fs.readFileSync(right))];
  assert.deepEqual([now.width, now.height], [then.width, then.height], name);
  const differs = pixelmatch(now.data, then.data, null, now.width, now.height, { threshold: 0.2 }) / (now.width * now.height);
  assert.ok(differs < 0.02, `${name}: ${(100 * differs).toFixed(2)} % of the pixels differ from .ci/page/accepted/${name}.png`);
  console.log(`page: ${name} looks as accepted (${(100 * differs).toFixed(3)} % differ)`);
}

// A page without its scripts: what the drawing itself costs.
function bare(made) {
  const plain = made.replace(/\.html$/, "-bare.html");
  fs.writeFileSync(plain, fs.readFileSync(made, "utf8").replace(/<script[^]*?<\/script>/g, ""));
  return pathToFileURL(plain).href;
}

const painted = (page) => page.evaluate(() => new Promise((done) => {
  new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach((entry) => done(entry.startTime))).observe({ type: "paint", buffered: true });
}));

// Frames a second while the drawing is moved: by the pointer, or without our script by drawing it anew at each place.
async function framed(page, byPointer) {
  await page.bringToFront();
  return page.evaluate((byPointer) => new Promise((done) => {
    const [drawing, layer] = [document.getElementById("drawing"), document.getElementById("layer")];
    const box = drawing?.getBoundingClientRect();
    const at = (type, x) => drawing.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX: box.left + x, clientY: box.top + 200, bubbles: true }));
    if (drawing) drawing.setPointerCapture = () => {};
    if (byPointer) at("pointerdown", 300);
    const start = performance.now();
    let frames = 0;
    const step = () => {
      const time = performance.now() - start;
      if (time > 3000) return done((frames * 1000) / time);
      frames += 1;
      const x = 200 * Math.sin(time / 300);
      if (byPointer) at("pointermove", 300 + x);
      else layer?.setAttribute("transform", `translate(${x.toFixed(2)} 0)`);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }), byPointer);
}

// No time is asserted: how fast a machine is, and what else it does, is no fault of the page. Ours is held against others, taken
// in turn in the same browser.
async function fast() {
  const blank = path.join(folder, "blank.html");
  fs.writeFileSync(blank, "<!doctype html><title>blank</title><p>blank");
  const [empty, plain] = [pathToFileURL(blank).href, bare(file)];
  const least = new Map([[empty, Infinity], [plain, Infinity], [address, Infinity]]);
  for (let turn = 0; turn < 5; turn++) {
    for (const [where, before] of least) {
      const page = await open(where, { ours: where === address });
      // Whatever else the machine does only adds to it.
      least.set(where, Math.min(before, await painted(page)));
      await close(page, "first paint");
    }
  }
  const told = [...least.values()].map((time) => time.toFixed(0));
  console.log(`page: first paint after ${told[2]} ms, without its scripts after ${told[1]}, of an empty page after ${told[0]} (best of 5)`);
  assert.ok(least.get(address) < 3 * least.get(plain), "the first paint waits for the script");
  const wide = path.join(folder, "wide.csv");
  const rows = ["payer,payee,kind,amount,date,status"];
  let seed = 7;
  const dice = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const pairs = new Set();
  while (pairs.size < 2000) {
    const [a, b] = [dice(60), dice(60)];
    if (a !== b) pairs.add(a + "," + b);
  }
  for (const pair of pairs) {
    const [a, b] = pair.split(",");
    rows.push(`Company ${a},Company ${b},${["equity", "cloud", "chips"][dice(3)]},${1 + dice(90)}bn,2025-01-01,signed`);
  }
  fs.writeFileSync(wide, rows.join("\n") + "\n");
  const large = path.join(folder, "large.html");
  try {
    run("map", wide, "--limit", "2000", "--all", "--most", "0", "-o", large);
  } catch (error) {
    assert.equal(error.status, 3, "stopped at its limit");
  }
  const page = await open(pathToFileURL(large).href);
  assert.ok((await page.$$("#layer .arrow")).length >= 2000);
  assert.equal((await loops(page))[1], "false", "of more loops than can be listed the page says so");
  const still = await open(bare(large), { ours: false });
  const nothing = await open(empty, { ours: false });
  const [ours, anew, none] = [[page, true], [still, false], [nothing, false]];
  const frames = new Map([[ours, 0], [anew, 0], [none, 0]]);
  for (let turn = 0; turn < 2; turn++) {
    for (const [one, before] of frames) frames.set(one, Math.max(before, await framed(...one)));
  }
  await close(still, "2,000 arrows without scripts");
  await close(nothing, "an empty page");
  const rates = [ours, anew, none].map((one) => frames.get(one));
  const [moved, drawn, most] = rates.map((rate) => rate.toFixed(0));
  console.log(`page: ${moved} frames a second while panning 2,000 arrows, ${drawn} if all is drawn anew, ${most} of an empty page`);
  assert.ok(rates[0] > Math.min(2 * rates[1], 0.7 * rates[2]), "panning draws every arrow anew");
  await close(page, "2,000 arrows");
}

// Labels that would run, end the script, or lead elsewhere, if anything let them.
async function hostile() {
  const bad = ["</script><script>window.pwned=1</script>", "\"><img src=x onerror=window.pwned=1>", "<svg onload=window.pwned=1>", "]]><script>window.pwned=1</script>", "&lt;b&gt; ' \" `${window.pwned=1}`"];
  const quote = (text) => `"${text.replaceAll("\"", "\"\"")}"`;
  const rows = ["payer,payee,kind,amount,date,status,note"];
  bad.forEach((label, at) => {
    const next = bad[(at + 1) % bad.length];
    rows.push([quote(label), quote(next), "equity", "1bn", "2025-01-01", "signed", quote(label)].join(","));
    rows.push([quote(next), quote(label), "cloud", "2bn", "2025-02-01", "signed", quote(label)].join(","));
  });
  const deals = path.join(folder, "hostile.csv");
  fs.writeFileSync(deals, rows.join("\n") + "\n");
  for (const ending of ["html", "svg"]) {
    const made = path.join(folder, "hostile." + ending);
    run("map", deals, "-o", made);
    const page = await browser.newPage();
    const faults = [];
    page.on("dialog", (dialog) => faults.push(dialog.message()));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(pathToFileURL(made).href);
    assert.equal(await page.evaluate(() => window.pwned), undefined, ending);
    if (ending === "html") {
      await page.waitForSelector("#loops button");
      const all = await page.$$eval("#loops button", (buttons) => buttons.length);
      for (let at = 0; at < all; at++) await page.evaluate((at) => document.querySelectorAll("#loops button")[at].click(), at);
      assert.equal(await page.evaluate(() => window.pwned), undefined, "after every loop was opened");
      const shown = await page.evaluate(() => document.body.textContent);
      assert.ok(shown.includes("<svg onload=window.pwned=1>"), "labels are shown as they are written");
    }
    assert.deepEqual(faults, [], ending);
    await page.close();
  }
  console.log("page: no label runs, in page or picture");
}

const page = await open(address);
await same(page);
await close(page, "views");
const whole = await open(address);
await leftOut(whole);
await close(whole, "who is left out");
const other = await open(address);
await byKeyboard(other);
await byPointer(other);
await accessible(other, "light");
await close(other, "controls");
for (const [width, height] of [[1440, 1000], [1024, 900], [390, 844]]) {
  const sized = await open(address, { width, height });
  const over = await sized.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `at ${width} px nothing is wider than the window (${over})`);
  await looks(sized, `page-${width}`);
  if (width === 1440) {
    await sized.click("#loops button");
    await looks(sized, "page-loop");
  }
  await close(sized, `${width} px`);
}
const dark = await open(address, { dark: true });
await accessible(dark, "dark");
await looks(dark, "page-dark");
await close(dark, "dark");
const still = await open(address, { script: false });
const text = await still.evaluate(() => document.body.innerText).catch(() => null);
await looks(still, "page-plain");
assert.ok(text === null || text.includes("→"), "without scripts it is a plain document");
await close(still, "without scripts");
await fast();
await hostile();
await browser.close();
console.log("page: all is well");
