// What is done in a room goes up as acts, one after the other, each under its sender's own id. It is
// kept in this browser until the server has it on its disk, across reloads, cuts and tabs.
//
// `act("vote", { note: key })` sends one and gives its id. How it goes is told on #room, `room:act`,
// with { id, sent, how, why, answer }: kept (in this browser, not sent yet), sending, saved (answer
// is { id, version }), differs (somebody changed it meanwhile), refused (why), dropped.
// How sending goes in all is told as `room:sending`: saved, away, out (of the room), nowhere.

import { Outbox, fresh } from "./outbox.js";

export { fresh };
export const room = document.querySelector("#room");
export const words = room.dataset;
const here = `/rooms/${words.map}/`;

export function tell(name, detail) {
  room.dispatchEvent(new CustomEvent(name, { detail }));
}

export function act(doing, given, id = fresh()) {
  const sent = { ...given, act: id, do: doing };
  tellOf(box.put({ id, sent, tried: false }), "kept");
  box.send();
  return id;
}

// What is asked for in the end, unless that is to have it gone.
function tellOf({ id, sent, then }, how) {
  if (then?.do !== "remove") tell("room:act", { id, sent: { ...sent, ...then, act: id, do: sent.do }, how });
}

// Changes an act that waits; what may have reached the server already is followed by another.
export function instead(id, sent) {
  const entry = box.get(id);
  if (!entry) return false;
  if (entry.tried) entry.then = sent;
  else entry.sent = { ...entry.sent, ...sent, act: id, do: entry.sent.do };
  box.put(entry);
  tellOf(entry, "kept");
  box.again(id);
  return true;
}

// Lets go of an act; of one that may have been done already, `then` undoes it.
export function forget(id, then) {
  const entry = box.get(id);
  if (!entry) return;
  if (entry.tried && then) {
    entry.then = then;
    box.put(entry);
    box.again(id);
  } else box.drop(id);
  tell("room:act", { id, sent: entry.sent, how: "dropped" });
}

export const box = new Outbox(`firsthand-room-${words.map}-${words.who}`, {
  async post(entry, signal) {
    const now = box.get(entry.id) ?? entry;
    if (!now.tried) box.put({ ...now, tried: true });
    const answer = await fetch(`${here}acts/`, {
      method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(now.sent),
    });
    return answer.status === 404 ? new Response(null, { status: 403 }) : answer; // not of this room
  },
  took(entry, page) {
    const answer = read(page);
    if (!answer?.id) return false;
    const { then, sent } = box.get(entry.id) ?? entry;
    box.drop(entry.id);
    tell("room:act", { id: entry.id, sent, how: "saved", answer });
    if (then) follow(sent.key ?? entry.id, then, answer.version);
  },
  refused(entry, page, answer) {
    const how = answer.status === 409 ? "differs" : "refused";
    const { then, n, sent: first } = box.get(entry.id) ?? entry;
    const sent = then?.do ? first : { ...first, ...then };
    box.put({ id: entry.id, n, sent, tried: false }); // it was not done: it may be changed
    tell("room:act", { id: entry.id, sent, how, why: read(page)?.problem ?? "" });
  },
  told(how, entry) {
    if (how === "sending") return void tellOf(entry, how);
    tell("room:sending", how);
    if (how !== "saved") for (const one of box.all()) tellOf(one, "kept");
  },
});

// What was asked for while the answer was out.
function follow(key, then, version) {
  const { do: doing = "edit", ...given } = then;
  act(doing, { ...given, key, version });
}

function read(page) {
  try {
    return JSON.parse(page);
  } catch {
    return null;
  }
}
