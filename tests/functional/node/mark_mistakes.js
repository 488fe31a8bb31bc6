// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the YAML language server of Visual Studio Code what it marks in files, and tells it as JSON.
// Usage: node mark_mistakes.js SCHEMA FILE...
"use strict";
const fs = require("fs");
const { pathToFileURL } = require("url");
const { spawn } = require("child_process");
const rpc = require("vscode-jsonrpc/node");

const [schema, ...files] = process.argv.slice(2);
const bin = require.resolve("yaml-language-server/bin/yaml-language-server");
const server = spawn(process.execPath, [bin, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));
const settings = { validate: true, schemaStore: { enable: false }, schemas: { [pathToFileURL(schema).href]: "*.yml" } };
const marked = {};

connection.onRequest("workspace/configuration", ({ items }) =>
  items.map(({ section }) => (section === "yaml" ? settings : null)));
connection.onRequest("client/registerCapability", () => null);
connection.onRequest("custom/schema/content", (uri) => fs.readFileSync(new URL(uri), "utf8"));
connection.onRequest("vscode/content", (uri) => fs.readFileSync(new URL(uri), "utf8"));
connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
  marked[uri] = diagnostics.map(({ range, message }) => [range.start.line + 1, message]);
  if (Object.keys(marked).length === files.length) {
    console.log(JSON.stringify(files.map((file) => marked[pathToFileURL(file).href])));
    process.exit(server.kill() ? 0 : 1);
  }
});
connection.listen();

(async () => {
  const workspace = { configuration: true, didChangeConfiguration: { dynamicRegistration: true } };
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: { workspace } });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("workspace/didChangeConfiguration", { settings: { yaml: settings } });
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const file of files) {
    const text = fs.readFileSync(file, "utf8");
    const textDocument = { uri: pathToFileURL(file).href, languageId: "yaml", version: 1, text };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
  }
})();
