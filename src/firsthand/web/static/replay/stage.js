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
if (parent !== window) parent.postMessage("ready", home);

function heed(data) {
  if ("recording" in data) show = new Show(JSON.parse(data.recording).events);
  else if ("running" in data) show?.run(data.running);
  else if ("go" in data && show) port.postMessage(show.go(data.go));
}
