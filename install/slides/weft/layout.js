// Gives every sheet the room that it needs, before reveal.js looks at the deck. How high a block is depends on the
// letters that this browser has, so it is decided here: what does not fit goes to a next sheet, and what fits below
// the sheet before it goes there and comes at the next key.
const ROOM = 648; // the height of a sheet within its paddings, in pixels of a 1280 × 720 slide, less a little air
const PLACE = 36; // the line on top of a sheet without a heading of its own
const FEW = 250; // less than this on a sheet looks lost
const SPARE = 430; // text that needs less than this has larger letters; see deck.css
const SHRINKS = 0.08; // of its height that a picture may give up; see deck.css
const GROUPS = ".slides > section";

const DRAWN = ".code, .columns, .outputs, .picture, pre";

const sheetsOfAll = () => [...document.querySelectorAll(`${GROUPS} > section > .sheet`)];
const sheetsOf = (group) => [...group.querySelectorAll(":scope > section > .sheet")];
const picturesIn = (block) => [...(block.matches(".picture") ? [block] : block.querySelectorAll(".picture"))];
const heightOf = (blocks) => blocks.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0);

// A sheet's blocks, in order: what is never cut, unless it alone is higher than a sheet.
function blocksOf(root) {
  return [...root.children].flatMap((each) => {
    if (each.matches(".text, .outputs, .together, ul, ol, .fragment:not(.picture)")) return blocksOf(each);
    const rows = each.getBoundingClientRect().height > ROOM - PLACE ? [...each.querySelectorAll("tbody tr")] : [];
    return rows.length ? rows : [each];
  });
}

// Where a block ends below the sheet's beginning, if every picture above is as small as it may be.
function endOf(block, sheet) {
  const above = picturesIn(sheet).filter((each) => each === block || each.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING);
  return block.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top - SHRINKS * heightOf(above);
}

const neededBy = (sheet) => Math.max(0, ...blocksOf(sheet).map((each) => endOf(each, sheet)));

// How much a page break before this block disturbs: between cells not at all, inside a table most.
function harm(block) {
  // A line that leaves its first cell empty belongs to the line above.
  if (block.matches("tr")) return block.cells[0].textContent.trim() ? 4 : 5;
  const first = (kind) => block.closest(kind) && blocksOf(block.closest(kind))[0] === block;
  if (block.closest(".outputs")) return first(".outputs") ? 1 : 3;
  if (block.closest(".text")) return first(".text") ? 0 : block.matches("li") ? 3 : 2;
  return 0;
}

const heads = (block) => block.matches("h1, h2, h3, .place");
const announces = (block) => heads(block) || (block.matches("p") && /:\s*$/.test(block.textContent));

// The block before which to break; undefined if there is none.
function breakIn(sheet, blocks) {
  const over = blocks.findIndex((each) => endOf(each, sheet) > ROOM);
  const end = endOf(blocks[blocks.length - 1], sheet);
  const above = (block) => block.getBoundingClientRect().top - sheet.getBoundingClientRect().top;
  const leaves = (block) => end - above(block) + PLACE;
  // A line or two alone on a sheet is as bad as a cut inside a text: rather the result and its explanation together.
  const price = (at, left) => harm(blocks[at]) + (left < FEW ? 2 : 0) + (above(blocks[at]) < FEW ? 2 : 0) + (at > 0 && announces(blocks[at - 1]) ? 2 : 0);
  return blocks
    .map((block, at) => ({ block, at, again: leaves(block) > ROOM, price: price(at, leaves(block)) }))
    .filter(({ at }) => at > 0 && at <= over && !heads(blocks[at - 1]))
    .sort((a, b) => a.again - b.again || (!a.again && a.price - b.price) || b.at - a.at)[0]?.block;
}

// Python and Java that are too long together: the outputs of both go to the next sheet, side by side again.
function outputsOfColumns(columns) {
  const rest = columns.cloneNode(false);
  for (const column of columns.children) {
    const copy = rest.appendChild(column.cloneNode(false));
    const language = column.querySelector(".language");
    if (language) copy.append(language.cloneNode(true));
    const from = column.querySelector(".outputs");
    if (!from) continue;
    const range = document.createRange();
    range.setStartBefore(from);
    range.setEndAfter(column.lastChild);
    copy.append(range.extractContents());
  }
  return rest.querySelector(".outputs") && rest;
}

// Moves what does not fit into a section of its own behind this one; returns its sheet.
function split(sheet) {
  const blocks = blocksOf(sheet);
  const block = breakIn(sheet, blocks);
  const range = document.createRange();
  range.setEndAfter(sheet.lastChild);
  let rest;
  if (block) {
    range.setStartBefore(block);
    rest = range.extractContents();
    if (block.matches("tr")) repeatHeader(sheet, rest);
  } else {
    const columns = blocks.find((each) => each.matches(".columns") && endOf(each, sheet) > ROOM);
    const outputs = columns && outputsOfColumns(columns);
    if (!outputs) return null;
    range.setStartAfter(columns);
    rest = range.extractContents();
    rest.prepend(outputs);
  }
  const section = sheet.parentElement.cloneNode(false);
  const next = section.appendChild(document.createElement("div"));
  next.className = "sheet";
  next.append(rest);
  for (let each = next; each; each = each.firstElementChild) each.classList.remove("fragment");
  next.querySelectorAll(".columns > .column > .outputs").forEach((each) => each.classList.remove("fragment"));
  sheet.parentElement.after(section);
  return next;
}

function repeatHeader(sheet, rest) {
  const whole = [...sheet.querySelectorAll("table")].pop(), part = rest.querySelector("table");
  const header = whole.tHead || (whole.rows[0].querySelector("th") && whole.rows[0]);
  if (header && !part.tHead) part.prepend(header.cloneNode(true));
}

// Says on a sheet without a heading where in the lesson it belongs, and in which language its code is.
function place(sheet, heading) {
  if (!heading || sheet.contains(heading) || sheet.querySelector("h1, h2, .place")) return;
  const line = document.createElement("p");
  line.className = "place";
  line.textContent = heading.textContent;
  const code = sheet.firstElementChild;
  if (code?.matches(".code") && code.firstElementChild.matches(".language")) line.append(code.firstElementChild);
  sheet.prepend(line);
}

// Puts a sheet below the one before it, if both fit.
function join(sheet, next) {
  const below = document.createElement("div");
  below.className = "together fragment";
  below.append(...[...next.childNodes].map((each) => each.cloneNode(true)));
  const line = below.querySelector(":scope > .place");
  const language = line?.querySelector(".language");
  line?.remove();
  if (language) below.querySelector(".code").prepend(language);
  sheet.append(below);
  const tables = [...sheet.querySelectorAll(".output.html table:not(.close)")];
  if (neededBy(sheet) > ROOM) tables.forEach((each) => each.classList.add("close"));
  if (neededBy(sheet) > ROOM) {
    tables.forEach((each) => each.classList.remove("close"));
    below.remove();
    return false;
  }
  below.id = next.parentElement.id;
  sheet.parentElement.append(...next.parentElement.querySelectorAll(":scope > aside.notes"));
  next.parentElement.remove();
  notes(sheet);
  return true;
}

// The speaker's window takes the first notes of a section: a sheet has the notes of all that was put on it.
function notes(sheet) {
  const found = [...sheet.querySelectorAll("aside.notes"), ...sheet.parentElement.querySelectorAll(":scope > aside.notes")];
  if (found.length < 1) return;
  found[0].append(...found.slice(1).flatMap((each) => [...each.childNodes]));
  found.slice(1).forEach((each) => each.remove());
  sheet.parentElement.append(found[0]);
}

function layOut(group) {
  const heading = group.querySelector("h1, h2, h3");
  for (let sheet of sheetsOf(group)) {
    notes(sheet);
    place(sheet, heading);
    for (let part = 2; sheet && neededBy(sheet) > ROOM; part++) {
      const id = sheet.parentElement.id.replace(/-part-\d+$/, "");
      sheet = split(sheet);
      if (!sheet) break;
      sheet.parentElement.id = `${id}-part-${part}`;
      place(sheet, heading);
    }
  }
  // First each picture to its own code, then the rest.
  joinAll(group, (sheet, next) => blocksOf(next)[0].matches(".picture") && blocksOf(sheet).pop().closest(".code, .outputs"));
  joinAll(group, mayFollow);
}

function joinAll(group, may) {
  const sheets = sheetsOf(group);
  let sheet = sheets.shift();
  for (const next of sheets) if (!may(sheet, next) || !join(sheet, next)) sheet = next;
}

// What comes next in thought begins a sheet of its own: a heading, a question, code after a result.
function mayFollow(sheet, next) {
  const blocks = blocksOf(next).filter((each) => !each.matches(".place"));
  if (next.querySelector("h1, h2") || announces(blocks[blocks.length - 1])) return false;
  if (blocks[0].matches("h3") && next.querySelector("blockquote")) return false;
  // Two lines of code whose result has a sheet of its own may still stand here.
  const alone = !next.querySelector(".outputs") && heightOf(blocks) < FEW * 0.7;
  return alone || !(blocks[0].matches(".code, .columns") && sheet.querySelector(".outputs, .picture"));
}

// A table's lines are not broken if it is narrow enough without that, and a long one is set closer.
function straighten(table) {
  const room = table.closest(".sheet").getBoundingClientRect();
  table.classList.add("straight");
  if (table.getBoundingClientRect().width > room.width || table.getBoundingClientRect().height > ROOM - 2 * PLACE) table.classList.add("close");
  if (table.getBoundingClientRect().width > room.width) table.classList.replace("straight", "straight-rows");
  if (table.getBoundingClientRect().width > room.width) table.classList.remove("straight-rows");
}

// A fold of the notebook: the teacher's notes stand open, a solution comes at the next key.
function unfold(fold) {
  const summary = fold.querySelector("summary"), rest = document.createElement("div");
  summary.remove();
  rest.append(...fold.childNodes);
  if (fold.closest("aside")) return fold.replaceWith(rest);
  const heading = document.createElement("h3");
  heading.append(...summary.childNodes);
  rest.className = "fragment";
  fold.replaceWith(heading, rest);
}

document.querySelectorAll(".reveal .text details").forEach(unfold);
document.body.classList.add("measuring");
document.querySelectorAll(".output.html table").forEach(straighten);
document.querySelectorAll(GROUPS).forEach(layOut);
sheetsOfAll().filter((each) => !each.querySelector(DRAWN) && neededBy(each) < SPARE).forEach((each) => each.classList.add("roomy"));
document.body.classList.remove("measuring");
