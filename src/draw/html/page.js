"use strict";
// The page: every state of the register is in the data; loops are found here, from the steps that are shown.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const FAMILIES = ["investment", "cloud", "chips", "other"];
  // Beyond these the page says "at least"; the program has no such limit.
  const MOST_LOOPS = 50000;
  const MOST_TIME = 400;
  // So many steps are searched at once; of more, the largest come first.
  const AT_ONCE = 150;
  const LISTED = 60;
  const state = { day: data.days.length - 1, rung: 0, families: [true, true, true, true], everybody: false, find: "", chosen: null, listed: LISTED };
  const elements = data.flows.map(() => []);
  for (const element of document.querySelectorAll("#layer [data-f]")) elements[element.dataset.f].push(element);
  const bubbles = new Map([...document.querySelectorAll("#layer .bubble")].map((g) => [g.dataset.id, g]));
  const name = (party) => data.parties[party].name;
  const rung = (at) => data.rungs[at].name.replace("-", " ");
  let shown = [];
  let hops = new Map();
  let found = { loops: [], complete: true, least: null };

  // Money for a reader, as the program rounds it: three figures, ties to the even one, and of small change the hundredths.
  // What rounding lifts to the next unit is written in that.
  function money(value, figures = 3) {
    const size = Math.floor(Number(value).toExponential().split("e")[1]);
    const places = value >= 1 && value < 1000 ? Math.max(2, figures - 1 - size) : figures - 1 - size;
    const whole = places >= 0 ? value * 10 ** places : value / 10 ** -places;
    const lower = Math.floor(whole);
    const rest = whole - lower;
    const near = lower + (Math.abs(rest - 0.5) < 1e-9 ? lower % 2 : rest > 0.5 ? 1 : 0);
    const rounded = places >= 0 ? near / 10 ** places : near * 10 ** -places;
    const scales = [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]];
    const [scale, unit] = scales.find(([least]) => rounded >= least) || [1, ""];
    return data.money + Number((rounded / scale).toPrecision(12)).toLocaleString("en", { maximumFractionDigits: 12 }) + unit;
  }

  // Amounts beside each other, with as many figures as tell those apart that differ, if six are enough.
  function apart(values) {
    for (let figures = 3; figures <= 6; figures += 1) {
      const texts = values.map((value) => money(value, figures));
      const blurred = values.some((one, i) => values.some((other, j) => one !== other && texts[i] === texts[j]));
      if (!blurred) return texts;
    }
    return values.map((value) => money(value));
  }

  // A range in words; `open` writes what was stated with the ends that it leaves open.
  function ranged({ stated, low, high }, open) {
    if (stated !== null) {
      if (low === stated && high === stated) return money(stated);
      if (low === stated && high === null) return "at least " + money(stated);
      const [about, least, most] = apart(high === null ? [stated, low] : [stated, low, high]);
      return least === most ? "about " + about : open(about, least, most);
    }
    if (high === 0) return "nothing";
    if (high !== null && low > 0) {
      const [least, most] = apart([low, high]);
      return least === most && low !== high ? "about " + least : low === high ? least : `${least} to ${most}`;
    }
    if (high !== null) return "undisclosed, at most " + money(high);
    return low === 0 ? "undisclosed" : "at least " + money(low);
  }
  const words = (range) => ranged(range, (stated, low, high) => `${stated} (${low} to ${high || "no stated limit"})`);
  const interval = (range) => ranged(range, (stated, low, high) => `${high ? `${low} to ${high}` : `at least ${low}`}; ${stated} as stated`);

  const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  // A day known only by its month or year is taken as its last.
  const late = (day) => (day + "-99-99").slice(0, 10);

  // Which look each flow has on the chosen day and rung; -1 is none.
  function replay() {
    const looks = new Array(data.flows.length).fill(-1);
    for (const [day, flow, look] of data.rungs[state.rung].changes) {
      if (day > state.day) break;
      looks[flow] = look;
    }
    return looks.map((look, at) => (state.families[data.flows[at].family] ? look : -1));
  }

  // All the money from one party to another is one hop.
  function gather() {
    const all = new Map();
    shown.forEach((look, at) => {
      if (look < 0) return;
      const flow = data.flows[at];
      const own = flow.looks[look];
      const key = flow.payer * data.parties.length + flow.payee;
      const hop = all.get(key);
      if (!hop) {
        all.set(key, { payer: flow.payer, payee: flow.payee, stated: own.stated, low: own.low, high: own.high, status: own.status,
          since: own.since, invests: own.invests, buys: own.buys, flows: [at], parts: own.parts });
        return;
      }
      hop.stated = hop.stated === null ? own.stated : hop.stated + (own.stated || 0);
      hop.low += own.low;
      hop.high = hop.high === null || own.high === null ? null : hop.high + own.high;
      hop.status = Math.max(hop.status, own.status);
      if (late(own.since) < late(hop.since)) hop.since = own.since;
      hop.invests ||= own.invests;
      hop.buys ||= own.buys;
      hop.flows.push(at);
      hop.parts = hop.parts.concat(own.parts);
    });
    return all;
  }

  // Every elementary circuit over some hops (Johnson 1975), each from its first party on.
  function circuits(hops, visit) {
    const size = data.parties.length;
    const out = Array.from({ length: size }, () => []);
    const into = Array.from({ length: size }, () => []);
    for (const { payer, payee } of hops) {
      out[payer].push(payee);
      into[payee].push(payer);
    }
    for (const list of out) list.sort((a, b) => a - b);
    const reach = (start, next) => {
      const seen = new Set([start]);
      const waiting = [start];
      while (waiting.length) for (const there of next[waiting.pop()]) if (there >= start && !seen.has(there)) {
        seen.add(there);
        waiting.push(there);
      }
      return seen;
    };
    for (let start = 0; start < size; start++) {
      const back = reach(start, into);
      const part = new Set([...reach(start, out)].filter((node) => back.has(node)));
      if (part.size < 2) continue;
      const blocked = new Set();
      const waits = new Map();
      const path = [];
      const unblock = (node) => {
        blocked.delete(node);
        const own = waits.get(node) || [];
        waits.delete(node);
        for (const other of own) if (blocked.has(other)) unblock(other);
      };
      const extend = (node) => {
        let closed = false;
        path.push(node);
        blocked.add(node);
        for (const next of out[node]) {
          if (!part.has(next)) continue;
          if (next === start) {
            closed = true;
            if (!visit(path)) return null;
          } else if (!blocked.has(next)) {
            const went = extend(next);
            if (went === null) return null;
            closed ||= went;
          }
        }
        if (closed) unblock(node);
        else for (const next of out[node]) if (part.has(next)) waits.set(next, [...(waits.get(next) || []), node]);
        path.pop();
        return closed;
      };
      if (extend(start) === null) return false;
    }
    return true;
  }

  // What a flow looked like on a rung and day; -1 if it was not there.
  const past = data.rungs.map(({ changes }) => {
    const own = data.flows.map(() => []);
    for (const [day, flow, look] of changes) own[flow].push([day, look]);
    return own;
  });
  const between = new Map();
  data.flows.forEach(({ payer, payee }, at) => {
    const key = payer * data.parties.length + payee;
    between.set(key, [...(between.get(key) || []), at]);
  });
  const lookOn = (flow, day) => {
    let look = -1;
    for (const [on, then] of past[state.rung][flow]) if (on <= day) look = then;
    return look;
  };

  // The first day since which a hop has stood without a break, whichever of the kinds of money that are shown carried it.
  function formedOn(hop) {
    if (hop.formed) return hop.formed;
    const flows = between.get(hop.payer * data.parties.length + hop.payee).filter((at) => state.families[data.flows[at].family]);
    const changes = flows.flatMap((at) => past[state.rung][at].map(([day]) => day)).filter((day) => day <= state.day);
    let first = state.day;
    for (const day of [...new Set(changes)].sort((a, b) => b - a)) {
      if (!flows.some((at) => lookOn(at, day) >= 0)) break;
      first = day;
    }
    // A date that is known only to its month stays one.
    const parts = flows.flatMap((at) => (lookOn(at, first) < 0 ? [] : data.flows[at].looks[lookOn(at, first)].parts));
    const dates = parts.map((part) => part[2]).filter((since) => data.days[first].startsWith(since));
    hop.formed = dates.reduce((a, b) => (b.length < a.length ? b : a), data.days[first]);
    return hop.formed;
  }

  function loopOf(path) {
    const size = data.parties.length;
    const steps = path.map((node, at) => hops.get(node * size + path[(at + 1) % path.length]));
    if (!steps.some((hop) => hop.invests) || !steps.some((hop) => hop.buys)) return null;
    const deals = new Set(steps.flatMap((hop) => hop.parts.map((part) => part[0])));
    if (deals.size < 2) return null;
    const all = steps.every((hop) => hop.stated !== null);
    const highs = steps.map((hop) => hop.high).filter((high) => high !== null);
    const least = all ? Math.min(...steps.map((hop) => hop.stated)) : null;
    const high = highs.length ? Math.min(...highs) : null;
    return {
      id: path.map((node) => data.parties[node].id).join("/"),
      path: [...path], steps, stated: least, low: Math.min(...steps.map((hop) => hop.low)), high,
      binding: steps.findIndex((hop) => (all ? hop.stated === least : high !== null && hop.high === high)),
      status: Math.min(...steps.map((hop) => hop.status)),
      formed: steps.map(formedOn).reduce((a, b) => (late(b) > late(a) ? b : a)),
    };
  }

  // The loops over some hops, unless there are too many or the time is over.
  function over(some, end) {
    const loops = [];
    let steps = 0;
    const complete = circuits(some, (path) => {
      steps += 1;
      const loop = loopOf(path);
      if (loop) loops.push(loop);
      return loops.length < MOST_LOOPS && (steps % 256 !== 0 || performance.now() < end);
    });
    return { loops, complete };
  }

  // All loops; where there are too many, the largest: all of which no step states less than `least`, as low as time allows.
  // Whatever loop has no smaller step lies over the hops that state as much, so that nothing larger is missed.
  function search() {
    const all = [...hops.values()];
    const amounts = all.map((hop) => hop.stated).filter((stated) => stated !== null).sort((a, b) => b - a);
    const end = performance.now() + MOST_TIME;
    let known = { loops: [], complete: false, least: null };
    for (let size = all.length > AT_ONCE ? 64 : all.length; ; size *= 1.5) {
      const least = size < amounts.length ? amounts[Math.floor(size)] : null;
      const now = over(least === null ? all : all.filter((hop) => hop.stated !== null && hop.stated >= least), end);
      // What was found before the time was over is better than nothing.
      if (now.complete || !known.loops.length) known = { loops: now.loops, complete: now.complete && least === null, least: now.complete ? least : null };
      if (!now.complete || least === null) break;
    }
    const falling = (a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : b - a);
    known.loops.sort((a, b) => falling(a.stated, b.stated) || falling(a.high, b.high) || a.path.length - b.path.length || (a.id < b.id ? -1 : 1));
    return known;
  }

  // What is looked for, without case, blanks and dots.
  const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  function wanted() {
    const text = plain(state.find);
    if (!text) return null;
    const all = data.parties.map((party, at) => ({ at, names: [party.name, party.id, ...party.aliases].map(plain) }));
    const exact = all.filter(({ names }) => names.includes(text));
    const some = exact.length ? exact : all.filter(({ names }) => names.some((own) => own.startsWith(text)));
    return new Set(some.map(({ at }) => at));
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function drawn(tag, attributes, text) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function cites(numbers) {
    const made = element("span", { class: "cites" });
    for (const number of numbers) {
      const source = data.sources[number - 1];
      const safe = source.url && /^https?:\/\//.test(source.url);
      const link = element("a", { href: safe ? source.url : "#s" + number, title: source.who + " (" + source.standing + "). " + source.title }, "[" + number + "]");
      if (safe) link.rel = "noopener noreferrer";
      made.append(" ", link);
    }
    return made;
  }

  function deals(parts) {
    const list = element("ul", {});
    for (const [deal, own, since] of parts) {
      const { title, cites: numbers } = data.deals[deal];
      list.append(element("li", {}, `${title}: ${own}, since ${since}`, cites(numbers)));
    }
    return list;
  }

  const around = (loop) => [...loop.path, loop.path[0]].map(name).join(" → ");

  // A loop as a ring: the money goes clockwise from the top.
  function ring(loop) {
    const size = loop.path.length;
    const [centre, radius] = [190, 118];
    const picture = drawn("svg", { viewBox: "0 0 380 380", role: "img", "aria-label": "The loop as a ring: " + around(loop) });
    const at = (turn, far) => [centre + far * Math.sin(turn), centre - far * Math.cos(turn)];
    const xy = (turn, far) => at(turn, far).map((v) => v.toFixed(1)).join(" ");
    const step = (2 * Math.PI) / size;
    loop.steps.forEach((hop, i) => {
      const width = hop.stated === null ? 2.5 : Math.min(26, Math.max(2.5, 1.5 * Math.sqrt(hop.stated / 1e9)));
      const head = 10 + width;
      const gap = 13 / radius;
      const [from, to] = [i * step + gap, (i + 1) * step - gap];
      const neck = Math.max(to - head / radius, from);
      const family = FAMILIES[data.flows[hop.flows[0]].family];
      const group = drawn("g", { class: "f-" + family + (hop.status < firm ? " soft" : "") });
      group.append(drawn("path", { class: "line", fill: "none", "stroke-width": width, "stroke-dasharray": hop.status < firm ? `${Math.max(6, width)} ${Math.max(5, 0.7 * width)}` : "none",
        d: `M${xy(from, radius)}A${radius} ${radius} 0 ${neck - from > Math.PI ? 1 : 0} 1 ${xy(neck, radius)}` }));
      group.append(drawn("path", { class: "head", d: `M${xy(to, radius)}L${xy(neck, radius + width / 2 + 5)}L${xy(neck, radius - width / 2 - 5)}Z` }));
      const [x, y] = at((i + 0.5) * step, radius - width / 2 - 34);
      group.append(drawn("text", { x, y: y + 4, "text-anchor": "middle" }, hop.stated === null ? "?" : money(hop.stated)));
      picture.append(group);
    });
    loop.path.forEach((node, i) => {
      const [x, y] = at(i * step, radius);
      const [tx, ty] = at(i * step, radius + 20);
      const side = Math.sin(i * step);
      picture.append(drawn("circle", { cx: x, cy: y, r: 9, class: "dot" }));
      picture.append(drawn("text", { x: tx, y: ty + 5, class: "who", "text-anchor": side > 0.2 ? "start" : side < -0.2 ? "end" : "middle" }, name(node)));
    });
    picture.append(drawn("text", { x: centre, y: centre - 14, class: "small", "text-anchor": "middle" }, "Smallest step"));
    picture.append(drawn("text", { x: centre, y: centre + 12, class: "big", "text-anchor": "middle" }, loop.stated === null ? "not known" : money(loop.stated)));
    return picture;
  }
  const firm = Math.max(0, data.rungs.findIndex((rung) => rung.name === "signed" || rung.name === "closed"));

  function tell(loop) {
    const detail = $("detail");
    detail.hidden = !loop;
    detail.replaceChildren();
    if (!loop) return;
    const back = element("button", { type: "button" }, "Show all again");
    back.addEventListener("click", () => choose(null));
    const smallest = loop.binding < 0 ? "no step states an amount or a limit" :
      `${interval(loop)}, set by ${name(loop.steps[loop.binding].payer)} → ${name(loop.steps[loop.binding].payee)}`;
    const steps = element("ol", {});
    loop.steps.forEach((hop) => {
      steps.append(element("li", {}, element("strong", {}, `${name(hop.payer)} pays ${name(hop.payee)}: ${words(hop)}`),
        ` (${rung(hop.status)})`, deals(hop.parts)));
    });
    detail.append(
      element("h2", { tabindex: "-1" }, around(loop)), back,
      element("p", {}, `${loop.path.length} steps, formed on ${loop.formed}; status by its weakest step: ${rung(loop.status)}. Its smallest step: ${smallest}. No more can go all the way round. Loops share steps: their amounts must not be added up.`),
      element("div", { class: "two" }, ring(loop), steps));
  }

  // The deals of one arrow.
  function tellFlow(at) {
    const flow = data.flows[at];
    const look = flow.looks[shown[at]];
    if (!look) return;
    const detail = $("detail");
    detail.hidden = false;
    const back = element("button", { type: "button" }, "Close");
    back.addEventListener("click", () => tell(null));
    detail.replaceChildren(element("h2", { tabindex: "-1" }, `${name(flow.payer)} pays ${name(flow.payee)}: ${words(look)}`), back, deals(look.parts));
    detail.scrollIntoView({ block: "nearest" });
  }

  function choose(id) {
    state.chosen = id;
    draw();
    tell(found.loops.find((own) => own.id === id));
  }

  function list(loops) {
    const rows = loops.slice(0, state.listed).map((loop) => {
      const sum = loop.stated === null ? "–" : money(loop.stated);
      const button = element("button", { type: "button", "aria-pressed": String(loop.id === state.chosen), "data-loop": loop.id, title: words(loop) },
        element("span", {}, around(loop)), " ", element("strong", {}, sum));
      return element("li", {}, button);
    });
    if (loops.length > state.listed) {
      rows.push(element("li", {}, element("button", { type: "button", class: "more" }, `Show all ${count(loops.length)}`)));
    }
    $("loops").replaceChildren(...rows);
  }

  function table() {
    const rows = [];
    data.flows.forEach((flow, at) => {
      const look = flow.looks[shown[at]];
      if (!look) return;
      const cell = (text) => element("td", {}, text);
      rows.push(element("tr", {}, cell(name(flow.payer)), cell(name(flow.payee)), cell(words(look)), cell(rung(look.status)), element("td", {}, deals(look.parts))));
    });
    $("rows").replaceChildren(...rows);
  }

  // What the heading says of the loops, when something else is shown than the page opens with.
  const heading = [...document.querySelectorAll("header p")];
  const first = heading.map((line) => line.textContent);
  function head() {
    const opened = state.day === data.days.length - 1 && state.rung === 0 && !state.families.includes(false) && !state.everybody;
    const members = new Set(found.loops.flatMap((loop) => loop.path)).size;
    const number = (found.complete ? "" : "At least ") + count(found.loops.length);
    const what = found.loops.length === 1 ? "loop" : "loops";
    const kinds = state.families.includes(false) ? ", of the kinds that are shown" : "";
    const now = `${number} ${what} of circular funding among ${members} companies as of ${data.days[state.day]}, with deals that are ${rung(state.rung)} or firmer${kinds}.`;
    heading.forEach((line, at) => {
      line.textContent = opened ? first[at] : at ? "" : now;
    });
  }

  let later = 0;
  // Everything that follows from the state.
  function update() {
    shown = replay();
    hops = gather();
    found = search();
    head();
    if (!found.loops.some((loop) => loop.id === state.chosen)) state.chosen = null;
    draw();
    tell(found.loops.find((loop) => loop.id === state.chosen));
    clearTimeout(later);
    later = setTimeout(table, 200);
  }

  function draw() {
    const round = new Set(found.loops.flatMap((loop) => loop.steps.flatMap((hop) => hop.flows)));
    const chosen = found.loops.find((loop) => loop.id === state.chosen);
    const looked = wanted();
    const listed = looked ? found.loops.filter((loop) => loop.path.some((node) => looked.has(node))) : found.loops;
    const lit = chosen ? new Set(chosen.steps.flatMap((hop) => hop.flows)) : null;
    // Who is left out of the map as it opens is drawn on demand: with the others, in a loop that is chosen, or when looked for.
    const seen = (party) => !data.parties[party].folded || state.everybody || (chosen && chosen.path.includes(party)) || (looked && looked.has(party));
    if ($("left-out")) $("left-out").hidden = state.everybody;
    const active = new Set();
    data.flows.forEach((flow, at) => {
      const own = [flow.payer, flow.payee];
      if (shown[at] >= 0) own.forEach((party) => active.add(party));
      const bright = lit ? lit.has(at) : !looked || own.some((party) => looked.has(party));
      for (const g of elements[at]) {
        g.setAttribute("display", Number(g.dataset.l) === shown[at] && own.every(seen) ? "inline" : "none");
        g.classList.toggle("off", !round.has(at));
        g.classList.toggle("dim", !bright);
      }
    });
    data.parties.forEach((party, at) => {
      const g = bubbles.get(party.id);
      if (!g) return;
      g.setAttribute("display", active.has(at) && seen(at) ? "inline" : "none");
      const near = looked && [...hops.values()].some(({ payer, payee }) => (payer === at && looked.has(payee)) || (payee === at && looked.has(payer)));
      g.classList.toggle("dim", chosen ? !chosen.path.includes(at) : Boolean(looked) && !looked.has(at) && !near);
    });
    const total = (found.complete ? "" : "at least ") + count(found.loops.length);
    const here = $("count");
    here.textContent = looked ? `${count(listed.length)} of ${total}` : total;
    here.dataset.loops = found.loops.length;
    here.dataset.complete = found.complete;
    $("when").textContent = data.days[state.day];
    $("day").setAttribute("aria-valuetext", data.days[state.day]);
    const unknown = state.find && looked.size === 0;
    $("said").textContent = unknown ? "Nobody of that name is on a loop." : chosen ? "One loop is shown alone; its steps and sources are below the map."
      : found.least !== null ? `There are more than can be found here: these are all of which no step is smaller than ${money(found.least)}.` : "";
    list(listed);
    document.documentElement.classList.add("drawn");
    remember();
  }

  // The state is in the address, so that it can be sent to somebody.
  function remember() {
    const parts = [];
    if (state.day < data.days.length - 1) parts.push("day=" + data.days[state.day]);
    if (state.rung) parts.push("status=" + data.rungs[state.rung].name);
    if (state.families.includes(false)) parts.push("without=" + FAMILIES.filter((_, at) => !state.families[at]).join(","));
    if (state.everybody) parts.push("companies=all");
    if (state.chosen) parts.push("loop=" + encodeURIComponent(state.chosen));
    try {
      history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search);
    } catch (error) {
      // Some browsers refuse this for a file from disk; nothing depends on it.
    }
  }

  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const day = asked.get("day");
    if (day) state.day = Math.max(0, data.days.findLastIndex((own) => own <= day));
    state.rung = Math.max(0, data.rungs.findIndex((rung) => rung.name === asked.get("status")));
    const without = (asked.get("without") || "").split(",");
    state.families = FAMILIES.map((family) => !without.includes(family));
    state.everybody = asked.get("companies") === "all";
    state.chosen = asked.get("loop");
    $("day").value = state.day;
    $("rung").value = state.rung;
    if ($("everybody")) $("everybody").checked = state.everybody;
    FAMILIES.forEach((family, at) => {
      const box = $("family-" + family);
      if (box) box.checked = state.families[at];
    });
  }

  // Pan and zoom. While a gesture lasts, the finished picture is moved as a whole, which costs next to nothing; when it ends,
  // the layer is drawn anew at its place, sharp.
  const drawing = $("drawing");
  const layer = $("layer");
  const frame = drawing.viewBox.baseVal;
  const view = { x: 0, y: 0, scale: 1 };
  const settled = { ...view };
  let asked = false;
  let ending = 0;
  const within = (least, value, most) => Math.min(most, Math.max(least, value));
  function keep() {
    view.scale = within(0.5, view.scale, 12);
    view.x = within((0.2 - view.scale) * frame.width, view.x, 0.8 * frame.width);
    view.y = within((0.2 - view.scale) * frame.height, view.y, 0.8 * frame.height);
  }
  // Units of the drawing a px, and where its unit 0 lies in the element.
  function measure() {
    const box = drawing.parentElement.getBoundingClientRect();
    const [wide, high] = [drawing.clientWidth || box.width, drawing.clientHeight || box.height];
    const per = Math.max(frame.width / wide, frame.height / high);
    return { box, per, left: (wide - frame.width / per) / 2 - frame.x / per, top: (high - frame.height / per) / 2 - frame.y / per };
  }
  function move() {
    clearTimeout(ending);
    if (!fingers.size) ending = setTimeout(settle, 160);
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      keep();
      const { per, left, top } = measure();
      const by = view.scale / settled.scale;
      const across = (view.x - by * settled.x) / per + left * (1 - by);
      const down = (view.y - by * settled.y) / per + top * (1 - by);
      drawing.style.transform = `translate(${across.toFixed(2)}px, ${down.toFixed(2)}px) scale(${by.toFixed(5)})`;
    });
  }
  function settle() {
    clearTimeout(ending);
    keep();
    Object.assign(settled, view);
    layer.setAttribute("transform", `translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${view.scale.toFixed(4)})`);
    drawing.style.transform = "none";
  }
  function zoom(factor, x = frame.x + frame.width / 2, y = frame.y + frame.height / 2) {
    const next = within(0.5, view.scale * factor, 12);
    view.x = x - ((x - view.x) * next) / view.scale;
    view.y = y - ((y - view.y) * next) / view.scale;
    view.scale = next;
    move();
  }
  // Where an event is, in units of the drawing at rest.
  const place = (event) => {
    const { box, per, left, top } = measure();
    return [(event.clientX - box.left - left) * per, (event.clientY - box.top - top) * per];
  };
  const fingers = new Map();
  let dragged = 0;
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, place(event));
    dragged = 0;
  });
  drawing.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = place(event);
    const other = [...fingers].find(([id]) => id !== event.pointerId);
    if (other) {
      const far = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
      zoom(far(now, other[1]) / Math.max(1, far(before, other[1])), (now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2);
    } else {
      view.x += now[0] - before[0];
      view.y += now[1] - before[1];
    }
    dragged += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (dragged > 4) drawing.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, now);
    move();
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) drawing.addEventListener(end, (event) => {
    if (fingers.delete(event.pointerId) && !fingers.size) move();
  });
  drawing.addEventListener("wheel", (event) => {
    // A plain turn of the wheel scrolls the page, until somebody has zoomed in.
    if (!event.ctrlKey && !event.metaKey && view.scale === 1) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), ...place(event));
  }, { passive: false });
  drawing.addEventListener("keydown", (event) => {
    const by = 60;
    const act = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: reset, ArrowLeft: () => (view.x += by), ArrowRight: () => (view.x -= by), ArrowUp: () => (view.y += by), ArrowDown: () => (view.y -= by) }[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      act();
      move();
      event.preventDefault();
    }
    if (event.key === "Enter" || event.key === " ") {
      pick(event);
      event.preventDefault();
    }
  });
  function reset() {
    Object.assign(view, { x: 0, y: 0, scale: 1 });
    move();
  }
  function pick(event) {
    const flow = event.target.closest("[data-f]");
    const bubble = event.target.closest(".bubble");
    if (flow) tellFlow(Number(flow.dataset.f));
    else if (bubble) {
      const party = data.parties.find((own) => own.id === bubble.dataset.id);
      state.find = state.find === party.name ? "" : party.name;
      $("find").value = state.find;
      state.chosen = null;
      tell(null);
      draw();
    }
  }
  drawing.addEventListener("click", (event) => {
    if (dragged <= 4) pick(event);
  });
  $("closer").addEventListener("click", () => zoom(1.4));
  $("farther").addEventListener("click", () => zoom(1 / 1.4));
  $("whole").addEventListener("click", reset);

  $("find").addEventListener("input", (event) => {
    state.find = event.target.value;
    state.listed = LISTED;
    draw();
  });
  let waits = false;
  $("day").addEventListener("input", (event) => {
    state.day = Number(event.target.value);
    $("when").textContent = data.days[state.day];
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      update();
    });
  });
  $("rung").addEventListener("change", (event) => {
    state.rung = Number(event.target.value);
    update();
  });
  FAMILIES.forEach((family, at) => {
    const box = $("family-" + family);
    if (box) box.addEventListener("change", () => {
      state.families[at] = box.checked;
      update();
    });
  });
  if ($("everybody")) $("everybody").addEventListener("change", (event) => {
    state.everybody = event.target.checked;
    update();
  });
  $("controls").addEventListener("submit", (event) => event.preventDefault());
  $("loops").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("more")) {
      state.listed = Infinity;
      draw();
      return;
    }
    const id = button.dataset.loop;
    choose(state.chosen === id ? null : id);
    const same = [...$("loops").querySelectorAll("button")].find((own) => own.dataset.loop === id);
    if (same) same.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (state.chosen || !$("detail").hidden)) choose(null);
  });
  addEventListener("hashchange", () => {
    recall();
    update();
  });

  document.documentElement.classList.add("scripting");
  recall();
  // The drawing is seen first: it shows the same as what is computed then, unless the address asks for something else.
  requestAnimationFrame(() => setTimeout(update, 0));
})();
