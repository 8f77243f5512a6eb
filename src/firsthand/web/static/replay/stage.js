// Runs in the sandbox: builds what was on the screen at the moment that it is told to show.

import { Show } from "./showing.js";

const home = new URL(document.URL).origin;
let port = null;
let show = null;

addEventListener("message", (event) => {
  if (event.source !== parent || event.origin !== home || event.data !== "replay" || port) return;
  [port] = event.ports;
  port.onmessage = ({ data }) => {
    try {
      heed(data);
    } catch {
      port.postMessage("broken");
    }
  };
});
// What is shown is a picture: pressing in it does nothing.
for (const act of ["click", "auxclick", "submit", "keydown", "dragstart"]) {
  addEventListener(act, (event) => event.preventDefault(), true);
}
if (parent !== window) parent.postMessage("ready", home);

function heed(data) {
  if ("recording" in data) show = new Show(JSON.parse(data.recording).events);
  else if ("running" in data) show?.run(data.running);
  else if ("go" in data && show) port.postMessage(show.go(data.go));
}
