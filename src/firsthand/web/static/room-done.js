// What came of an act of grouping, voting or asking how we know, said to whoever did it.

import { box, room, words } from "./room-acts.js";
import { fill, groupOf, nameOf, told } from "./room-groups.js";
import { say } from "./room-voice.js";

const grouped = (name) => (name ? fill(told.groupedAs, { name }) : told.grouped);
const named = (key) => grouped(groupOf(key) && nameOf(groupOf(key)));
const SAID = {
  group: ({ name }) => grouped(name),
  add: ({ key }) => named(key),
  merge: ({ into }) => named(into),
  take_out: () => told.takenOut,
  rename: () => told.named,
  ungroup: () => told.apart,
  refuse: () => told.refused,
  challenge: () => told.askSaved,
  stand: () => told.standSaved,
};
const AT_THE_NOTE = ["challenge", "stand"]; // where it says what was not taken

room.addEventListener("room:act", ({ detail: { id, sent, how, why } }) => {
  if (how === "saved" && sent.do in SAID) say(SAID[sent.do](sent), id);
  if (how !== "refused" && how !== "differs") return;
  if (!["vote", "unvote", ...Object.keys(SAID)].includes(sent.do) || AT_THE_NOTE.includes(sent.do)) return;
  box.drop(id);
  say(words.notSaved.replace("{why}", why || words.noReason), id);
});
