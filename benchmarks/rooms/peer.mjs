// A bare broadcaster: what is written at /acts/ goes to everybody at /live/, and its sender is told.
import { createRequire } from "node:module";

const { WebSocketServer, WebSocket } = createRequire(process.argv[2])("ws");
const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(process.argv[3]),
  perMessageDeflate: false,
  backlog: 4096,
});
const listening = new Set();
let count = 0;

server.on("connection", (socket, request) => {
  if (request.url === "/live/") {
    listening.add(socket);
    socket.on("close", () => listening.delete(socket));
    return;
  }
  socket.on("message", (told) => {
    for (const one of listening) {
      if (one.readyState === WebSocket.OPEN) one.send(told, { binary: false });
    }
    socket.send(`{"id":${++count}}`);
  });
});
server.on("listening", () => console.log("ready"));
